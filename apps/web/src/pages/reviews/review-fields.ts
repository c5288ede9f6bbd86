import type { readReview, saveReview } from '#libs/scoring/shared/contract';
import { scoreProblem } from '#libs/scoring/shared/rules';
import type { Request, Result } from '#libs/kernel';
import type { Call } from '../calls/types.js';
import type { Fields } from '../application/section-draft.js';

export type Review = Result<typeof readReview>;
export type Criterion = Call['content']['criteria'][number];
type Draft = Request<typeof saveReview>['body'];

const SCORE = 'score.';

/** The field that holds the score of a criterion. */
export const scoreField = (code: string) => SCORE + code;

/** A review as texts by field, as the form edits it. */
export function fieldsOf(review: Review): Fields {
  const scores = Object.entries(review.scores).map(([code, score]) => [scoreField(code), String(score)] as const);
  return {
    ...Object.fromEntries(scores), commentToApplicants: review.commentToApplicants, commentToPanel: review.commentToPanel,
    competence: review.competence === null ? '' : String(review.competence),
  };
}

/** The scores that are given; a text that is no number is none. */
export function scoresOf(fields: Fields): Record<string, number> {
  const given = Object.entries(fields)
    .filter(([field, text]) => field.startsWith(SCORE) && text.trim() !== '' && Number.isFinite(Number(text.replace(',', '.'))));
  return Object.fromEntries(given.map(([field, text]) => [field.slice(SCORE.length), Number(text.replace(',', '.'))]));
}

/** Criteria whose typed score cannot be sent: off the scale or off the step. */
export function wrongScores(fields: Fields, criteria: readonly Criterion[]): string[] {
  const scores = scoresOf(fields);
  return criteria.filter((k) => {
    const score = scores[k.code];
    return score === undefined ? (fields[scoreField(k.code)] ?? '').trim() !== '' : scoreProblem(k, score) !== undefined;
  }).map((k) => k.code);
}

/** What the server is sent: the whole draft, without scores that do not fit. */
export function draftOf(fields: Fields, criteria: readonly Criterion[]): Draft {
  const wrong = wrongScores(fields, criteria);
  const scores = Object.fromEntries(Object.entries(scoresOf(fields)).filter(([code]) => !wrong.includes(code)));
  return {
    scores, commentToApplicants: fields.commentToApplicants ?? '', commentToPanel: fields.commentToPanel ?? '',
    competence: fields.competence ? Number(fields.competence) : null,
  };
}

/** The scores that a criterion allows, in order; undefined when there are too many to show as buttons. */
export function choicesOf(k: Criterion): number[] | undefined {
  const count = Math.floor((k.max - k.min) / k.step + 1e-9) + 1;
  return count > 21 ? undefined : Array.from({ length: count }, (_, n) => Number((k.min + n * k.step).toFixed(3)));
}
