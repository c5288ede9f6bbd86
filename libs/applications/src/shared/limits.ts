export const TITLE_MAX = 300;
export const ABSTRACT_MAX = 6000;
export const KEYWORDS_MAX = 10;
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
