import { broken, OK, refused, verdict, type Verdict } from '#libs/kernel';

/** An application above the thresholds, in the order of the ranking. */
export interface Candidate { id: string; theme: string; fen: number }
export interface Limits { places: number; budgetFen: number }
/** Least number of awards of themes, by code. */
export type ThemeMinimums = Readonly<Record<string, number>>;

export type DifferenceReason = 'theme-minimum' | 'fits' | 'gives-way' | 'costs-more';

/** A proposal stands beside a closed ranking, while the votes are open. */
export function canPropose(call: string): Verdict {
  return call === 'deciding' ? OK : refused('call.wrong-state');
}

/** Minimums name themes of the call, and all of them together leave places enough. */
export function checkMinimums(minimums: ThemeMinimums, themes: ReadonlySet<string>, places: number): Verdict {
  const unknown = Object.keys(minimums).filter((theme) => !themes.has(theme)).map((theme) => broken('theme.unknown', `/themeMin/${theme}`));
  const sum = Object.values(minimums).reduce((all, least) => all + least, 0);
  return verdict([...unknown, ...(sum > places ? [broken('portfolio.over-places', '/themeMin', { sum, places })] : [])]);
}

/** The ranked list's own choice: down the list while places and budget last; a smaller one further down does not overtake. Ids, in the list's order. */
export function listChoice(candidates: readonly Candidate[], { places, budgetFen }: Limits): string[] {
  const chosen: string[] = [];
  let left = budgetFen;
  for (const { id, fen } of candidates) {
    if (chosen.length === places || fen > left) break;
    chosen.push(id);
    left -= fen;
  }
  return chosen;
}

/**
 * Why a proposal has an application that the list has not, or the other way round. In: its theme lacks awards in the list (`theme-minimum`), or money that
 * the list leaves is enough for it (`fits`). Out: it makes way for a theme (`gives-way`), or others bring more for what it asks (`costs-more`).
 */
export function reasonOf(one: Candidate, chosen: boolean, list: readonly Candidate[], minimums: ThemeMinimums): DifferenceReason {
  const lacks = (theme: string): boolean => list.filter((c) => c.theme === theme).length < (minimums[theme] ?? 0);
  if (chosen) return lacks(one.theme) ? 'theme-minimum' : 'fits';
  return Object.keys(minimums).some(lacks) ? 'gives-way' : 'costs-more';
}
