import { parseFen } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Note } from '../../components/note.js';
import { Title } from '../../components/title.js';
import { dayAndClock } from '../../format/dates.js';
import { currencySign, money, number, plainAmount } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { themeName } from '../desk/call-texts.js';
import { Kpis } from '../desk/desk.js';
import { score } from '../desk/figures.js';
import type { Portfolio } from './portfolio.js';

type Proposal = NonNullable<Portfolio['proposal']>;
type Rule = Proposal['contradiction'][number];
interface AnswerProps { call: Call; proposal: Proposal }

/** The proposal with its proof, beside what the ranked list would choose. */
export function PortfolioAnswer({ call, proposal }: AnswerProps): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  if (proposal.status === 'infeasible') return <Contradiction call={call} proposal={proposal} />;
  const awards = proposal.items.filter((x) => x.chosen).length;
  return (
    <div className="stack answer">
      <Kpis items={[
        { label: t('sum'), value: score(proposal.sum, language), note: t('listSum', { sum: score(proposal.listSum, language) }) },
        { label: t('awards'), value: number(awards, language), note: t('ofPlaces', { places: proposal.places }) },
        { label: t('spent'), value: money(proposal.spent, language), note: t('ofBudget', { budget: money(proposal.budget, language) }) },
        { label: t('differences'), value: number(proposal.differences.length, language) },
      ]} />
      <Note kind="ok">
        <p>{t('proof', { seconds: number(proposal.proof.seconds, language, 3) })}</p>
        <p>{t('workedOut', { at: dayAndClock(proposal.at, language) })}</p>
      </Note>
      <Choice call={call} proposal={proposal} />
      <Prices call={call} proposal={proposal} />
      <Alternatives call={call} proposal={proposal} />
    </div>
  );
}

function Choice({ call, proposal }: AnswerProps): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  const shown = proposal.items.filter((x) => x.chosen || x.inList);
  return (
    <div className="card scroll" tabIndex={0} role="region" aria-label={t('table')}>
      <table className="tbl records choice">
        <thead>
          <tr>
            <th scope="col" className="num">{t('rank')}</th><th scope="col">{t('application')}</th><th scope="col" className="num">{t('overall')}</th>
            <th scope="col" className="num">{t('requested', { sign: currencySign(language) })}</th><th scope="col">{t('inList')}</th><th scope="col">{t('chosen')}</th><th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((x) => (
            <tr key={x.applicationId} className={x.chosen === x.inList ? undefined : 'differs'}>
              <td className="num"><span className="lab">{t('rank')} </span>{x.rank}</td>
              <th scope="row"><Title of={x} /><span className="under">{x.number} · {themeName(call, x.theme, language)}</span></th>
              <td className="num"><span className="lab">{t('overall')} </span>{score(x.overall, language)}</td>
              <td className="num"><span className="lab">{t('requested', { sign: currencySign(language) })} </span>{plainAmount(parseFen(x.requested.amount) ?? 0, language)}</td>
              <td><span className="lab">{t('inList')}: </span>{t(x.inList ? 'yes' : 'no')}</td>
              <td><span className="lab">{t('chosen')}: </span><b>{t(x.chosen ? 'yes' : 'no')}</b></td>
              <td><Difference id={x.applicationId} proposal={proposal} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Difference({ id, proposal }: { id: string; proposal: Proposal }): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  const d = proposal.differences.find((x) => x.applicationId === id);
  if (!d) return <span className="sec">{t('same')}</span>;
  return <>
    {t(`reasons.${d.reason}`)}
    <span className="under">{d.cost === null ? t('impossible') : t('cost', { cost: score(d.cost, language) })}</span>
  </>;
}

function useRuleName(call: Call): (rule: Rule) => string {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  return (rule) => {
    if (rule.budget) return t('rules.budget', { budget: money(rule.budget, language) });
    return rule.theme === null ? t('rules.places', { places: rule.awards }) : t('rules.theme', { number: rule.awards, theme: themeName(call, rule.theme, language) });
  };
}

function Prices({ call, proposal }: AnswerProps): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  const name = useRuleName(call);
  return (
    <div>
      <h3>{t('prices')}</h3>
      <dl className="rows">
        {proposal.prices.map((p) => (
          <div key={name(p)}>
            <dt>{name(p)}</dt>
            <dd>{p.gain === 0 ? t('free') : t('price', { gain: score(p.gain, language), without: score(p.without, language) })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Alternatives({ proposal }: AnswerProps): ReactNode {
  const { t } = useTranslation('portfolio');
  const numberOf = (id: string) => proposal.items.find((x) => x.applicationId === id)?.number ?? '';
  return (
    <div>
      <h3>{t('alternatives')}</h3>
      {proposal.alternatives.length === 0 ? <p>{t('noAlternatives')}</p> : <>
        <p className="sec">{t(proposal.alternativesComplete ? 'allAlternatives' : 'someAlternatives', { number: proposal.alternatives.length })}</p>
        <ul className="pts">{proposal.alternatives.map((ids) => <li key={ids.join()}>{ids.map(numberOf).join(', ')}</li>)}</ul>
      </>}
    </div>
  );
}

function Contradiction({ call, proposal }: AnswerProps): ReactNode {
  const { t } = useTranslation('portfolio');
  const name = useRuleName(call);
  return (
    <div className="answer">
      <Note kind="warn"><p>{t('infeasible')}</p><ul>{proposal.contradiction.map((rule) => <li key={name(rule)}>{name(rule)}</li>)}</ul></Note>
    </div>
  );
}
