import type { LetterRow } from './data/letters.queries.js';
import type { Composed } from './templates/compose.js';

/** A letter in the delivery log: who and how far, never what it says. */
export function presentDelivery(l: LetterRow) {
  return {
    id: l.id, email: l.email, language: l.language, template: l.template, state: l.state, attempts: l.attempts, at: l.at.toISOString(), sentAt: l.sent_at?.toISOString() ?? null, problem: l.problem,
  };
}

/** A letter as its recipient sees it. */
export function presentOwnLetter(l: LetterRow, content: Composed) {
  return { id: l.id, template: l.template, subject: content.subject, text: content.text, at: l.at.toISOString(), state: l.state };
}
