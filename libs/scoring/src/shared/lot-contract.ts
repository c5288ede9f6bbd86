import { Can, endpoint, Id, IdParams, Instant, LocalTitles, Sha256, SideSchema } from '#libs/kernel';
import { z } from 'zod';

/** Characters of a secret. */
export const SECRET_MIN = 12;
export const SECRET_MAX = 200;
/** Kept as it is, to the letter: no trimming. Control characters and lone surrogates are refused, since the seed joins secrets by a line break. */
const Secret = z.string().regex(new RegExp(`^[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]{${SECRET_MIN},${SECRET_MAX}}$`, 'u'));
/** What both sides filed; the other side's is null until both are in. */
const perSide = <S extends z.ZodType>(one: S) => z.object({ KG: one.nullable(), CN: one.nullable() });

export const LotSchema = z.object({
  state: z.enum(['none', 'open', 'drawn']),
  /** Oldest first; only the newest one can be acted in. `again`: sides that asked for a new one. */
  rounds: z.array(z.object({
    round: z.int(), openedAt: Instant, committedAt: Instant.nullable(), drawnAt: Instant.nullable(), commitments: perSide(Sha256), secrets: perSide(z.string()), again: z.array(SideSchema),
  })),
  /** Equal applications that one may see, two and more together, in the order of the ranking; once drawn, each with its ticket. */
  ties: z.array(z.array(z.object({ applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, rank: z.int(), ticket: Sha256.nullable() }))),
  can: z.object({ commit: Can, reveal: Can, startAgain: Can }),
}).meta({ id: 'Lot' });

/** What `verify-lot.mjs` reads. Orders are of application numbers. */
export const LotFileSchema = z.object({
  call: z.string(), round: z.int(), drawnAt: Instant, commitments: z.object({ KG: Sha256, CN: Sha256 }), secrets: z.object({ KG: z.string(), CN: z.string() }), groups: z.array(z.array(z.string())),
}).meta({ id: 'LotFile' });

const WORK = ['lot.not-needed', 'lot.drawn', 'lot.too-late'] as const;
export const readLot = endpoint({
  method: 'GET', path: '/calls/:id/lot', policy: 'ranking.read', summary: 'The lot among equal applications of a closed ranking: rounds, what both sides filed, and the order; without applications that one may not see',
  params: IdParams, response: { 200: LotSchema }, looks: ['auditor'],
});
export const commitToLot = endpoint({
  method: 'POST', path: '/calls/:id/lot/commitments', policy: 'ranking.close', summary: 'File own side’s commitment: SHA-256 of its code, a colon and a secret; sealed until both are in', params: IdParams,
  body: z.strictObject({ commitment: Sha256 }).meta({ id: 'LotCommitment' }), response: { 201: LotSchema }, idempotent: true, problems: ['lot.already-committed', ...WORK],
});
export const revealLotSecret = endpoint({
  method: 'POST', path: '/calls/:id/lot/secrets', policy: 'ranking.close', summary: 'Reveal own side’s secret, sealed until both are in; the second one draws the lot', params: IdParams,
  body: z.strictObject({ secret: Secret }).meta({ id: 'LotSecret' }), response: { 201: LotSchema }, idempotent: true, problems: ['lot.not-committed', 'lot.does-not-open', 'lot.already-revealed', ...WORK],
});
export const startLotAgain = endpoint({
  method: 'POST', path: '/calls/:id/lot/rounds', policy: 'ranking.close', summary: 'Ask for a new round, where a secret was lost; it opens once both sides have asked', params: IdParams,
  response: { 201: LotSchema }, idempotent: true, problems: ['approval.already-given', ...WORK],
});
export const readLotFile = endpoint({
  method: 'GET', path: '/calls/:id/lot/file', policy: 'ranking.read', summary: 'The drawn lot as verify-lot.mjs reads it; without applications that one may not see', params: IdParams,
  response: { 200: LotFileSchema }, looks: ['auditor'],
});
export const readPublishedLot = endpoint({
  method: 'GET', path: '/calls/:id/published-lot', policy: 'public', summary: 'The drawn lot of a call with announced results, as verify-lot.mjs reads it; of the applications only announced awards', params: IdParams,
  response: { 200: LotFileSchema },
});
