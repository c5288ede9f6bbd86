export const TITLE_MAX = 300;
export const ABSTRACT_MAX = 6000;
export const KEYWORDS_MAX = 50;
/** Months that a draft may hold; how long a project may last is the call's. */
export const MONTHS_MAX = 1200;
/** Characters of one narrative answer; the word limit is the call's. */
export const ANSWER_MAX = 100_000;
export const BUDGET_LINES_MAX = 200;
export const TEAM_MAX = 60;
export const DOCUMENTS_MAX = 40;
export const DOCUMENT_MAX_BYTES = 50 * 1024 * 1024;
/** Types of document that are accepted, told by their content. */
export const DOCUMENT_TYPES = [
  'application/pdf', 'image/png', 'image/jpeg', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
/** One budget line holds less than ten thousand million yuan, in fen: sums of all lines stay exact. */
export const AMOUNT_MAX_FEN = 999_999_999_999;
/** Where the money of a line comes from; only programme money counts towards request, cap and floor. */
export const BUDGET_SOURCES = ['programme', 'own', 'in-kind'] as const;
/** Code of a document that no call asks for by name. */
export const OTHER_DOCUMENT = 'other';
export const FILE_NAME_MAX = 200;
/** An unsubmitted draft is closed no earlier than this many milliseconds after its call. */
export const CLOSE_DRAFTS_AFTER_MS = 30_000;
