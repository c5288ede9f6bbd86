import type { LetterRow } from './data/letters.queries.js';
import type { Shown } from './letter-text.js';

/** A letter in the delivery log: who and how far, never what it says. */
export function presentDelivery(l: LetterRow) {
  return {
    id: l.id, email: l.email, language: l.language, template: l.template, state: l.state, attempts: l.attempts, at: l.at.toISOString(), sentAt: l.sent_at?.toISOString() ?? null, problem: l.problem,
  };
}

/** A letter as its recipient sees it. */
export function presentOwnLetter(l: LetterRow, content: Shown) {
  return {
    id: l.id, template: l.template, language: l.language, subject: content.subject, text: content.text, at: l.at.toISOString(), state: l.state, readAt: l.read_at?.toISOString() ?? null, page: content.page,
  };
}
