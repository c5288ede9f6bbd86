/** Rows of one import. */
export const MAX_IMPORT_ROWS = 500;
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
/** A code is good for this many days and this many attempts. */
export const CODE_DAYS = 14;
export const CODE_ATTEMPTS = 10;
/** A session ends this many hours after log-in. */
export const SESSION_HOURS = 12;
