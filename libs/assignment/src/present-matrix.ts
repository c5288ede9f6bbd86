import { canOf, displayName, institutionName, localTitles, type Language, type Verdict } from '#libs/kernel';
import type { ConflictKind } from '#libs/conflicts/shared/states';
import type { PairPrice } from '#libs/optimizer';
import type { MatrixRow } from './data/matrix.queries.js';
import { pairKey } from './data/pool.queries.js';
import type { ReviewerView } from './data/reviewers.queries.js';
import { affinitiesOf, affinityOf, matchOf } from './shared/affinity.js';

export function presentReviewer(r: ReviewerView, language: Language) {
  return {
    personId: r.person_id, email: r.email, name: displayName({ family: r.family, given: r.given, patronymic: r.patronymic, nativeName: r.native_name }), side: r.side,
    institution: institutionName({ side: r.side, nameEn: r.institution_en, nameLocal: r.institution_local }, language), minLoad: r.min_load, maxLoad: r.max_load, load: r.load, themes: r.themes, keywords: r.keywords,
  };
}

export function presentMatrixRow(row: MatrixRow, reviewers: readonly ReviewerView[], conflicts: ReadonlySet<string>) {
  const places = new Map(reviewers.map((r, n) => [r.person_id, n]));
  const given = new Map(row.given.map((g) => [g.personId, g.value]));
  const [computed = []] = affinitiesOf([row], reviewers);
  const settled = (kind: string) => row.overrides.filter((o) => o.kind === kind).flatMap((o) => places.get(o.personId) ?? []);
  return {
    applicationId: row.id, number: row.number, titleEn: row.titleEn, titleLocal: localTitles(row.titleLocal), theme: row.theme,
    affinities: reviewers.map((r, n) => (conflicts.has(pairKey(row.id, r.person_id)) ? null : given.get(r.person_id) ?? computed[n] ?? null)),
    assigned: row.assigned.flatMap((s) => { const reviewer = places.get(s.personId); return reviewer === undefined ? [] : [{ reviewer, id: s.id, state: s.state }]; }),
    locked: settled('locked'), banned: settled('banned'),
  };
}

export function presentPair(row: MatrixRow, r: ReviewerView, conflicts: ConflictKind[], price: PairPrice | null, can: Verdict) {
  const set = row.given.find((g) => g.personId === r.person_id);
  const computed = affinityOf(row, r);
  const { theme, wanted, matched } = matchOf(row, r);
  const assigned = row.assigned.find((s) => s.personId === r.person_id);
  return {
    applicationId: row.id, personId: r.person_id, affinity: set?.value ?? computed, source: set ? 'set' as const : 'computed' as const, computed,
    theme: { code: row.theme, matched: theme }, words: { wanted, matched }, evidence: { themes: r.themes.length > 0, keywords: r.keywords.length > 0 }, conflicts,
    load: r.load, minLoad: r.min_load, maxLoad: r.max_load, override: row.overrides.find((o) => o.personId === r.person_id)?.kind ?? null,
    assigned: assigned ? { id: assigned.id, state: assigned.state } : null, price, can: { override: canOf(can) },
  };
}
