import type { Language } from '#libs/kernel';

/** A text of a call in the reader's language, or in English where it is missing. */
export function textIn(texts: { en: string } & { [L in Language]?: string | undefined }, language: Language): string {
  return texts[language] || texts.en;
}
