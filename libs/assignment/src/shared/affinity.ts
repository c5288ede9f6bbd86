export interface Subject { theme: string; keywords: readonly string[] }
export interface Expertise { themes: readonly string[]; keywords: readonly string[] }

/** What a pair without any evidence gets: silence is not a proof of incompetence, and zero would make all such pairs equal to refusals. */
const FLOOR = 0.1;
const THEME = 0.6;
const KEYWORDS = 0.4;

/** The words of a list of keywords, as they are compared: compatibility forms and case folded, split at everything but letters, marks and digits. */
export function wordsOf(keywords: readonly string[]): Set<string> {
  return new Set(keywords.flatMap((k) => k.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u)).filter((w) => w !== ''));
}

/** What an affinity rests on: whether the theme is shared, and which of the application's words the reviewer's keywords hold. */
export interface Match { theme: boolean; wanted: string[]; matched: string[] }

export function matchOf(application: Subject, reviewer: Expertise): Match {
  const wanted = [...wordsOf(application.keywords)];
  const known = wordsOf(reviewer.keywords);
  return { theme: reviewer.themes.includes(application.theme), wanted, matched: wanted.filter((w) => known.has(w)) };
}

/**
 * How well each reviewer fits each application, [application][reviewer], 0.1 to 1, at six decimals: `0.1 + 0.9 · (0.6 · theme + 0.4 · words)`. `theme` is 1
 * when the application's theme is among the reviewer's, else 0; `words` is the share of the application's keyword words that the reviewer's keywords hold.
 */
export function affinitiesOf(applications: readonly Subject[], reviewers: readonly Expertise[]): number[][] {
  const known = reviewers.map((r) => ({ themes: r.themes, words: wordsOf(r.keywords) }));
  return applications.map((a) => {
    const wanted = [...wordsOf(a.keywords)];
    return known.map(({ themes, words }) => {
      const share = wanted.length === 0 ? 0 : wanted.filter((w) => words.has(w)).length / wanted.length;
      return Math.round((FLOOR + (1 - FLOOR) * (THEME * (themes.includes(a.theme) ? 1 : 0) + KEYWORDS * share)) * 1e6) / 1e6;
    });
  });
}

/** The affinity of one pair. */
export function affinityOf(application: Subject, reviewer: Expertise): number {
  return affinitiesOf([application], [reviewer])[0]?.[0] ?? FLOOR;
}
