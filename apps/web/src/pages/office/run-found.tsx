import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Words } from '../../components/words.js';
import { number } from '../../format/numbers.js';
import { score } from '../desk/figures.js';
import type { Assignments } from './assignment-page.js';

/** What the last run found: its proof in words, its figures, what fairness costs, and what could not be kept. */
export function RunFound({ run }: { run: NonNullable<Assignments['run']> }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const { figures: f, violations } = run;
  return (
    <div className="stack tight" data-run={run.mode}>
      <p className="strong">{f ? t('workbench.proof', { violations, number: number(f.pairsChecked, language) }) : t('workbench.proofPlain', { violations })}</p>
      <p className="sec">{t(`workbench.modes.${run.mode}`)} · <Words>{run.by}</Words></p>
      {f && (
        <ul className="found">
          <li>{t('workbench.total', { total: score(f.total, language), lowest: score(f.lowest, language) })}</li>
          {f.fairnessBound !== null && <li>{t('workbench.bound', { bound: score(f.fairnessBound, language) })}</li>}
          {f.fairnessCost !== null && <li>{f.fairnessCost === 0 ? t('workbench.costFree') : t('workbench.cost', { cost: score(f.fairnessCost, language) })}</li>}
          {f.minimumsDropped && <li>{t('workbench.minimumsDropped')}</li>}
          {f.exchangesAllowed && <li>{t('workbench.exchangesAllowed')}</li>}
          {f.internationalMissing > 0 && <li>{t('workbench.internationalMissing', { number: f.internationalMissing })}</li>}
        </ul>
      )}
    </div>
  );
}
