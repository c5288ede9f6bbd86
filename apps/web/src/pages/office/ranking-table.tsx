import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Title } from '../../components/title.js';
import { percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import { ChartAxis, ChartLine, spanOf, type Span } from './ranking-chart.js';
import { isTie, lineBefore } from './ranking-order.js';
import type { Ranking } from './ranking-page.js';

type Item = Ranking['items'][number];

/** The ranked list: a chart of raw and calibrated figures by rows, and the same figures in words beside it. */
export function RankingTable({ ranking, call }: { ranking: Ranking; call: Call }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const span = spanOf(ranking, call);
  const calibrated = ranking.calibration !== null;
  const columns = 5 + Number(calibrated) + ranking.criteria.length;
  const name = (code: string) => {
    const criterion = call.content.criteria.find((k) => k.code === code);
    return criterion ? textIn(criterion.names, language) : code;
  };
  return (
    <div className="card ranked scroll" tabIndex={0} role="region" aria-label={t('ranking.table')}>
      <table className="tbl records rank">
        <thead>
          <tr>
            <th scope="col" className="num">{t('ranking.rank')}</th><th scope="col">{t('application')}</th>
            <th scope="col" className="chart"><span className="vh">{t('ranking.chart')}</span><ChartAxis span={span} /></th>
            <th scope="col" className="num">{t('ranking.score')}</th>
            {calibrated && <th scope="col" className="num">{t('ranking.expected')}</th>}
            {ranking.criteria.map((k) => <th scope="col" className="num" key={k.code}>
              {name(k.code)}
              <span className="under">{percent(k.weight, language)}</span>
            </th>)}
            <th scope="col" className="num">{t('ranking.reviews')}</th>
          </tr>
        </thead>
        <tbody>
          {ranking.items.map((x, at) => (
            <Fragment key={x.applicationId}>
              <Line kind={lineBefore(ranking.items, at, call.content.places)} columns={columns} call={call} threshold={span.threshold} />
              <tr>
                <td className="num pos">{x.rank ?? '–'}</td>
                <th scope="row">
                  <Title of={x} />
                  <span className="under">{x.number} · {themeName(call, x.theme, language)}</span>
                  <Group item={x} ranking={ranking} />
                </th>
                <td className="chart">{x.overall !== null && <ChartLine raw={x.overall} calibrated={x.calibrated} span={span} />}</td>
                <Score item={x} tied={isTie(ranking.items[at - 1], x) || isTie(x, ranking.items[at + 1])} />
                {calibrated && <td className="num">
                  <span className="lab">{t('ranking.expected')} </span>
                  {x.calibrated?.expectedRank ? score(x.calibrated.expectedRank, language, 1) : '–'}
                </td>}
                {ranking.criteria.map((k) =>
                  <CriterionMean key={k.code} value={x.criteria[k.code]} threshold={k.threshold} name={name(k.code)} />)}
                <td className="num"><span className="lab">{t('ranking.reviews')} </span>{x.reviews}</td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ kind, columns, call, threshold }: { kind: ReturnType<typeof lineBefore>; columns: number; call: Call; threshold: Span['threshold'] }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  if (!kind) return null;
  const words = {
    funding: t('ranking.funding', { number: call.content.places }), unranked: t('ranking.tooFew'),
    below: t('ranking.below', { share: percent(call.content.overallThreshold, language), score: score(threshold, language) }),
  };
  return <tr className={kind === 'funding' ? 'fundline' : 'thrline'}><td colSpan={columns}>{words[kind]}</td></tr>;
}

/** The raw mean, which decides, and the calibrated figure with its interval under it. */
function Score({ item, tied }: { item: Item; tied: boolean }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const c = item.calibrated;
  return (
    <td className="num scores">
      <span className="lab">{t('ranking.mean')} </span>
      <b>{item.overall === null ? '–' : score(item.overall, language)}</b>
      {tied && <> <span className="tag warn">{t('ranking.tie')}</span></>}
      {c && <>
        <span className="under">{t('ranking.value', { value: score(c.value, language) })}</span>
        <span className="under">{t('ranking.interval', { low: score(c.low, language), high: score(c.high, language) })}</span>
      </>}
    </td>
  );
}

/** Which group of applications with common reviewers it belongs to, where there are several. */
function Group({ item, ranking }: { item: Item; ranking: Ranking }): ReactNode {
  const { t } = useTranslation('office');
  if (!item.calibrated || !ranking.calibration?.notes.includes('separate-groups')) return null;
  return <span className="under">{t('ranking.group', { number: item.calibrated.group })}</span>;
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
