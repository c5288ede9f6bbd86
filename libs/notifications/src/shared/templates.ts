/** Kinds of letters; a kind is a key of every language's texts and never shown as it is. */
export const TEMPLATES = [
  'activation', 'invitation', 'signed', 'submitted', 'checked', 'not-submitted', 'review-invitation', 'review-void', 'approval-needed', 'votes-open', 'lot-needed', 'lot-reveal', 'lot-drawn', 'call-amended', 'result', 'withdrawal-given', 'withdrawal-taken-back', 'withdrawn', 'bulk-look',
] as const;
export type Template = (typeof TEMPLATES)[number];

export function isTemplate(value: string): value is Template {
  return (TEMPLATES as readonly string[]).includes(value);
}
