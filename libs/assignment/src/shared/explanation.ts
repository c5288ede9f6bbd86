import { fill, type Language } from '#libs/kernel';
import { z } from 'zod';

/** Why one side cannot be served. `hidden`: applications among those concerned that the reader may not see. */
const ShortfallSchema = z.object({
  side: z.string(), applications: z.array(z.string()), hidden: z.int(), reviewers: z.array(z.string()), needed: z.int(), available: z.int(), short: z.int(),
}).meta({ id: 'Shortfall' });
/** What would mend it alone. `size`: reviews in all, or reviewers to be added, who take `load` each; `by`: whose load or whose demand changes by how much. */
const RepairSchema = z.object({
  kind: z.enum(['raise-loads', 'add-reviewers', 'lower-demands']), side: z.string(), size: z.int(), load: z.int().nullable(), by: z.array(z.object({ name: z.string(), amount: z.int() })),
}).meta({ id: 'Repair' });
/** Why a run found no assignment, as data: the page puts it into words. */
export const InfeasibleSchema = z.object({ shortfalls: z.array(ShortfallSchema), repairs: z.array(RepairSchema) }).meta({ id: 'Infeasible' });
export type Infeasible = z.output<typeof InfeasibleSchema>;
export type ShownRepair = z.output<typeof RepairSchema>;
type ShownShortfall = z.output<typeof ShortfallSchema>;

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
