import { formatFen, parseFen, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, DeckWords, type Pier } from '../../components/bridge.js';
import { money, percent } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { sumOf } from './budget-lines.js';
import type { Fields } from './section-draft.js';

/** What is requested from the programme against the cap, and each side's part of it. */
export function BudgetMeter({ cells, call }: { cells: Fields; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const say = (fen: number) => money({ amount: formatFen(fen), currency: 'CNY' }, language);
  const part = (side: Side) => sumOf(cells, (c) => c.side === side && c.source === 'programme');
  const kg = part('KG');
  const cn = part('CN');
  const total = kg + cn;
  const cap = parseFen(call.content.cap.amount) ?? 0;
  const scale = Math.max(cap, total, 1);
  const pier = (sum: number): Pier => ({
    state: sum > 0 ? 'yes' : 'wait',
    words: say(sum),
    details: <p className="d">{total > 0 ? t('budget.share', { share: percent(sum / total, language) }) : t('budget.nothingYet')}</p>,
  });
  return (
    <>
      <section className="card pad meter" aria-labelledby="requested">
        <h2 id="requested">{t('budget.requested')}</h2>
        <p className="big" data-testid="budget-total">
          {say(total)}
        </p>
        <div className="mbar" role="img" aria-label={t('budget.meter', { total: say(total), cap: say(cap), kg: say(kg), cn: say(cn) })}>
          <i className="kgf" style={{ width: `${(100 * kg) / scale}%` }} />
          <i className="cnf" style={{ width: `${(100 * cn) / scale}%` }} />
        </div>
        <p className="lab">
          <span className="sec">{t('budget.cap', { cap: say(cap) })}</span>
          {total > cap ? <b className="over">{t('budget.over', { sum: say(total - cap) })}</b> : <b>{t('budget.left', { sum: say(cap - total) })}</b>}
        </p>
      </section>
      <section className="card pad" aria-label={t('budget.sides')}>
        <Bridge
          kg={pier(kg)}
          cn={pier(cn)}
          deck={<DeckWords strong={kg > 0 && cn > 0 ? t('budget.bothFilled') : t('budget.notBoth')}>{t('budget.shareRule')}</DeckWords>}
        />
      </section>
    </>
  );
}
