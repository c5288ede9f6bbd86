import { fill, type Language } from '#libs/kernel';

/** Why one side cannot be served. `hidden`: applications among those concerned that the reader may not see. */
export interface ShownShortfall { side: string; applications: string[]; hidden: number; reviewers: string[]; needed: number; available: number }

/** So many applications or reviewers are named; the others are counted. */
const NAMED = 12;

const TEXT: Record<Language, string> = {
  en: '{side}: {applications} need {needed} reviews, and the reviewers who remain for them ({reviewers}) can take {available}',
  ru: '{side}: для заявок {applications} требуется экспертиз: {needed}; оставшиеся для них эксперты ({reviewers}) могут взять: {available}',
  ky: '{side}: {applications} өтүнмөлөрү үчүн {needed} баалоо керек; алар үчүн калган эксперттер ({reviewers}) {available} баалоону гана ала алат',
  'zh-CN': '{side}：{applications} 需要 {needed} 份评审，可承担的评审专家（{reviewers}）只能接受 {available} 份',
};

function listed(names: readonly string[], others: number): string {
  const rest = others + Math.max(0, names.length - NAMED);
  return [...names.slice(0, NAMED), ...(rest > 0 ? [`+${rest}`] : [])].join(', ') || '—';
}

/** A sentence for each shortfall, in the reader's language. */
export function explain(shortfalls: readonly ShownShortfall[], language: Language): string {
  return shortfalls.map((s) => fill(TEXT[language], {
    side: s.side, applications: listed(s.applications, s.hidden), needed: s.needed, reviewers: listed(s.reviewers, 0), available: s.available,
  })).join('; ');
}
