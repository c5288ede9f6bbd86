import { broken, OK, PROGRAMME_CAP_FEN, refused, verdict, type Broken, type Verdict } from '#libs/kernel';
import type { CallState } from './states.js';

export { below, canAmend, changesOf, mustChange, type Change } from './amendment-rules.js';

export interface CallFacts {
  opensAt: Date; closesAt: Date; capFen: number; floorFen: number; criteria: readonly { weight: number; min: number; max: number; threshold: number; descriptors?: readonly { score: number }[] | undefined }[];
  /** Codes of each list, in its order; a code stands once in its list. */
  codes: Readonly<Record<string, readonly string[]>>;
  /** Codes of the criteria that break ties, in order. */
  tieCriteria: readonly string[];
}

const WEIGHT_TOLERANCE = 1e-6;

/** Whether a call's own rules fit together: the programme's cap, the window, weights that sum to 1, thresholds and described scores on the scale, each code once, ties broken by own criteria. */
export function canBeCall(c: CallFacts): Verdict {
  const found: Broken[] = [];
  if (c.capFen > PROGRAMME_CAP_FEN) found.push(broken('call.over-programme-cap', '/cap'));
  if (c.closesAt <= c.opensAt) found.push(broken('call.window-invalid', '/closesAt'));
  if (c.capFen <= 0) found.push(broken('field.too-small', '/cap', { min: '0.01' }));
  if (c.floorFen < 0 || c.floorFen > c.capFen) found.push(broken('field.invalid', '/floor'));
  const sum = c.criteria.reduce((s, k) => s + k.weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_TOLERANCE) found.push(broken('call.weights-invalid', '/criteria', { sum: Number(sum.toFixed(6)) }));
  for (const [n, k] of c.criteria.entries()) {
    if (k.max <= k.min || k.threshold < k.min || k.threshold > k.max) found.push(broken('field.invalid', `/criteria/${n}/threshold`));
    const scores = (k.descriptors ?? []).map((d) => d.score);
    for (const [m, score] of scores.entries()) if (score < k.min || score > k.max || scores.indexOf(score) < m) found.push(broken('field.invalid', `/criteria/${n}/descriptors/${m}/score`));
  }
  for (const [list, codes] of Object.entries(c.codes)) {
    for (const [n, code] of codes.entries()) if (codes.indexOf(code) < n) found.push(broken('call.code-repeated', `/${list}/${n}/code`, { code: code.split(' ').at(-1) ?? code }));
  }
  for (const [n, code] of c.tieCriteria.entries()) {
    if (!c.codes.criteria?.includes(code)) found.push(broken('call.tie-criterion-unknown', `/tieBreak/criteria/${n}`, { code }));
    if (c.tieCriteria.indexOf(code) < n) found.push(broken('call.code-repeated', `/tieBreak/criteria/${n}`, { code }));
  }
  return verdict(found);
}

/** A call's content changes freely only before both sides have approved it. */
export function canRevise(state: CallState): Verdict {
  return state === 'draft' || state === 'awaiting-approval' ? OK : refused('call.not-draft');
}

/** One approval a side; the second one publishes. */
export function canApprovePublication(state: CallState, approved: readonly string[], side: string): Verdict {
  if (state !== 'draft' && state !== 'awaiting-approval') return refused('call.not-draft');
  return approved.includes(side) ? refused('approval.already-given') : OK;
}

/** Receipt lies in the window: `opensAt <= receipt < closesAt`. */
export function canSubmitAt(opensAt: Date, closesAt: Date, receipt: Date): Verdict {
  if (receipt < opensAt) return refused('window.not-open', '', { opens: opensAt.toISOString() });
  if (receipt >= closesAt) return refused('window.closed', '', { closes: closesAt.toISOString() });
  return OK;
}

/** Drafts may be started on a published call until it closes; submission has its own window. */
export function canStartDraft(state: CallState, closesAt: Date, now: Date): Verdict {
  if (state === 'published' || state === 'open') return OK;
  return state === 'draft' || state === 'awaiting-approval' ? refused('not-found') : refused('window.closed', '', { closes: closesAt.toISOString(), now: now.toISOString() });
}
