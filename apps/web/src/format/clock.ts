/** The browser's present instant: for countdowns and "saved" marks only; every deadline is decided by the server. */
export function now(): Date {
  return new Date();
}
