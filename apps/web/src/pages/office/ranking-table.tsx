import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Words } from '../../components/words.js';
import { percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import type { Ranking } from './ranking-page.js';

type Item = Ranking['items'][number];

/** Ends of the overall's scale, and the overall that the call's threshold asks for. */
function scaleOf(ranking: Ranking, call: Call): { min: number; max: number; threshold: number } {
  const min = ranking.criteria.reduce((sum, k) => sum + k.weight * k.min, 0);
  const max = ranking.criteria.reduce((sum, k) => sum + k.weight * k.max, 0);
  return { min, max, threshold: min + call.content.overallThreshold * (max - min) };
}

/** The line before an item that says what begins with it: beyond the places, below the thresholds, without a rank. */
function lineBefore(items: readonly Item[], at: number, places: number): 'funding' | 'below' | 'unranked' | undefined {
  const [item, before] = [items[at], items[at - 1]];
  if (!item) return undefined;
  if (!item.valid && before?.valid !== false) return 'unranked';
  if (item.valid && !item.aboveThreshold && (before === undefined || before.aboveThreshold)) return 'below';
  return item.aboveThreshold && at === places ? 'funding' : undefined;
}

/** The ranked list with raw means; the dashed line is the overall threshold. */
export function RankingTable({ ranking, call }: { ranking: Ranking; call: Call }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const columns = 4 + ranking.criteria.length;
  const scale = scaleOf(ranking, call);
  const name = (code: string) => {
    const criterion = call.content.criteria.find((k) => k.code === code);
    return criterion ? textIn(criterion.names, language) : code;
  };
  return (
    <div className="card ranked scroll" tabIndex={0} role="region" aria-label={t('ranking.table')}>
      <table className="tbl records rank">
        <thead>
          <tr>
            <th scope="col" className="num">{t('ranking.rank')}</th><th scope="col">{t('application')}</th><th scope="col">{t('ranking.mean')}</th>
            {ranking.criteria.map((k) => <th scope="col" className="num" key={k.code}>
              {name(k.code)}
              <span className="under">{percent(k.weight, language)}</span>
            </th>)}
            <th scope="col" className="num">{t('ranking.reviews')}</th>
          </tr>
        </thead>
        <tbody>
          {ranking.items.map((x, at) => {
            const line = lineBefore(ranking.items, at, call.content.places);
            return (
              <Fragment key={x.applicationId}>
                {line && <tr className={line === 'funding' ? 'fundline' : 'thrline'}>
                  <td colSpan={columns}>
                    {line === 'funding'
                      ? t('ranking.funding', { number: call.content.places })
                      : line === 'below'
                        ? t('ranking.below', {
                          share: percent(call.content.overallThreshold, language), score: score(scale.threshold, language),
                        })
                        : t('ranking.tooFew')}
                  </td>
                </tr>}
                <tr>
                  <td className="num pos">{x.rank ?? '–'}</td>
                  <th scope="row">
                    <Words>{x.titleEn}</Words>
                    <span className="under">{x.number} · {themeName(call, x.theme, language)}</span>
                  </th>
                  <td>
                    <span className="meanrow">
                      <b>{x.overall === null ? '–' : score(x.overall, language)}</b>
                      {x.overall !== null && <Mean value={x.overall} {...scale} />}
                    </span>
                  </td>
                  {ranking.criteria.map((k) =>
                    <CriterionMean key={k.code} value={x.criteria[k.code]} threshold={k.threshold} name={name(k.code)} />)}
                  <td className="num"><span className="lab">{t('ranking.reviews')} </span>{x.reviews}</td>
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function CriterionMean({ value, threshold, name }: { value: number | undefined; threshold: number; name: string }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  if (value === undefined) return <td className="num">–</td>;
  const low = value < threshold - 1e-9;
  return <td className={low ? 'num low' : 'num'}>
    <span className="lab">{name} </span>
    {score(value, language)}
    {low && <span className="vh"> {t('ranking.lowScore')}</span>}
  </td>;
}

/** The raw mean as a hollow ring on the scale; the figure stands beside it. */
function Mean({ value, min, max, threshold }: { value: number; min: number; max: number; threshold: number }): ReactNode {
  const x = (at: number) => 6 + (108 * (at - min)) / (max - min || 1);
  return (
    <svg className="meanline" viewBox="0 0 120 18" width="120" height="18" aria-hidden="true">
      <path d="M6 9H114" stroke="var(--line)" />
      <path d={`M${x(threshold)} 1V17`} stroke="var(--danger)" strokeDasharray="2 2" />
      <circle cx={x(value)} cy="9" r="4.5" fill="var(--surface)" stroke="var(--ink)" strokeWidth="2" />
    </svg>
  );
}
