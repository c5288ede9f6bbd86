import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { number } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import type { Ranking } from './ranking-page.js';

const [WIDTH, HEIGHT, PAD] = [180, 22, 8];

/** What the chart spans: whole steps around every figure and the overall threshold, as far as the criteria's scales go. */
export interface Span { from: number; to: number; threshold: number; ticks: number[] }

export function spanOf(ranking: Ranking, call: Call): Span {
  const ends = { min: ranking.criteria.reduce((sum, k) => sum + k.weight * k.min, 0), max: ranking.criteria.reduce((sum, k) => sum + k.weight * k.max, 0) };
  const threshold = ends.min + call.content.overallThreshold * (ends.max - ends.min);
  const figures = ranking.items.flatMap((x) => [...(x.overall === null ? [] : [x.overall]), ...(x.calibrated ? [x.calibrated.low, x.calibrated.high] : [])]);
  const step = stepOf(ends.max - ends.min);
  const from = Math.floor(Math.min(threshold, ...figures) / step) * step;
  const to = Math.ceil(Math.max(ends.max, ...figures) / step) * step;
  return { from, to, threshold, ticks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, n) => from + n * step) };
}

/** A step of 1, 2 or 5 times a power of ten that cuts the range into at most six. */
function stepOf(range: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(range, 1e-9) / 6));
  return power * ([1, 2, 5, 10].find((n) => range / (n * power) <= 6) ?? 10);
}

const place = (span: Span) => (value: number): number => PAD + ((WIDTH - 2 * PAD) * (value - span.from)) / (span.to - span.from || 1);

/** The scale above the lines of all rows. */
export function ChartAxis({ span }: { span: Span }): ReactNode {
  const language = useLanguage();
  const x = place(span);
  return (
    <svg className="meanline" viewBox={`0 0 ${WIDTH} 16`} width={WIDTH} height="16" aria-hidden="true">
      {span.ticks.map((tick) => <text key={tick} x={x(tick)} y="12" textAnchor="middle">{number(tick, language)}</text>)}
    </svg>
  );
}

/** One application's line: raw mean as a hollow ring, calibrated figure as a filled dot on its 95 % interval. The figures stand beside it. */
export function ChartLine({ raw, calibrated, span }: { raw: number; calibrated: Ranking['items'][number]['calibrated']; span: Span }): ReactNode {
  const x = place(span);
  const middle = HEIGHT / 2;
  return (
    <svg className="meanline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {span.ticks.map((tick) => <path key={tick} d={`M${x(tick)} 0V${HEIGHT}`} stroke="var(--line)" />)}
      <path d={`M${x(span.threshold)} 0V${HEIGHT}`} stroke="var(--danger)" strokeDasharray="2 2" />
      {calibrated && <path d={`M${x(calibrated.low)} ${middle}H${x(calibrated.high)}`} stroke="var(--ink2)" strokeWidth="1.5" />}
      <circle cx={x(raw)} cy={middle} r="4.5" fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.8" />
      {calibrated && <circle cx={x(calibrated.value)} cy={middle} r="4" fill="var(--brand)" />}
    </svg>
  );
}

/** What the marks mean. */
export function ChartLegend({ span, calibrated }: { span: Span; calibrated: boolean }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const mark = (drawing: ReactNode) => <svg viewBox="0 0 22 12" width="22" height="12" aria-hidden="true">{drawing}</svg>;
  return (
    <p className="lg chartlg">
      <span>{mark(<circle cx="11" cy="6" r="4.5" fill="none" stroke="var(--ink)" strokeWidth="1.8" />)}{t('ranking.mean')}</span>
      {calibrated && <span>{mark(<><path d="M0 6H22" stroke="var(--ink2)" strokeWidth="1.5" /><circle cx="11" cy="6" r="4" fill="var(--brand)" /></>)}{t('ranking.calibrated')}</span>}
      <span>{mark(<path d="M11 0V12" stroke="var(--danger)" strokeWidth="1.5" strokeDasharray="2 2" />)}{t('ranking.threshold')}</span>
      <span>{t('ranking.axis', { from: number(span.from, language), to: number(span.to, language) })}</span>
    </p>
  );
}
