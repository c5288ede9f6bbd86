/** Attempts before a letter counts as failed; each resending by hand gives as many anew. */
export const MAX_ATTEMPTS = 8;
/** Pause after the first failure; each further one is four times as long, up to the longest: eight attempts span almost eleven hours. */
export const FIRST_PAUSE_MS = 30_000;
export const LONGEST_PAUSE_MS = 4 * 3_600_000;
/** Longest piece of a server's answer that is kept. */
export const MAX_PROBLEM = 300;
