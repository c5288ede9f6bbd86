import { canonicalJson, displayName, localTitles } from '#libs/kernel';
import { sha256 } from '#libs/platform';
import type { Dossier, MemberView } from './data/dossier.queries.js';
import type { ApplicationContent } from './shared/content.js';
import type { LimitFacts, SubmissionFacts } from './shared/rules.js';

const orderOf = (m: MemberView) => `${m.side} ${m.role} ${m.email}`;

function teamContent(team: readonly MemberView[]): ApplicationContent['team'] {
  return team.filter((m) => m.state === 'accepted').sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).map((m) => ({
    personId: m.personId ?? '', email: m.email, name: displayName({ family: m.family ?? '', given: m.given ?? '', patronymic: m.patronymic, nativeName: m.nativeName }),
    side: m.side, role: m.role, personMonths: m.personMonths,
    institution: { id: m.institutionId ?? '', nameEn: m.institutionEn ?? '', nameLocal: m.institutionLocal ?? '', ror: m.ror },
  }));
}

/** The whole application as one value: what both leads sign and what is kept at submission. */
export function contentOf({ app, call, team, budget, narrative, documents }: Dossier): ApplicationContent {
  return {
    format: 1, call: { id: call.id, code: call.code, revision: call.revision }, theme: app.theme, titleEn: app.titleEn, titleLocal: localTitles(app.titleLocal),
    acronym: app.acronym, keywords: app.keywords, months: app.months, abstractEn: app.abstractEn, team: teamContent(team),
    budget: budget.map(({ side, category, year, source, amountFen }) => ({ side, category, year, source, amountFen })), narrative,
    documents: documents.map(({ id, code, name, language, type, bytes, sha256: hash }) => ({ id, code, name, language, type, bytes, sha256: hash })),
  };
}

/** SHA-256 of the content: of the present one in a draft, of the one that was submitted afterwards. */
export function hashOf(d: Dossier): string {
  return d.receipt?.sha256 ?? sha256(canonicalJson(contentOf(d)));
}

/** What the rules of submission look at. */
export function factsOf(d: Dossier, contentHash: string, limits: readonly LimitFacts[]): SubmissionFacts {
  return {
    state: d.app.state, submitted: d.receipt !== null, call: { ...d.call, questions: d.parts.questions, categories: d.parts.categories }, titleEn: d.app.titleEn, months: d.app.months, contentHash,
    team: d.team, budget: d.budget, narrative: d.narrative, documents: d.documents, signoffs: d.signoffs, limits,
  };
}
