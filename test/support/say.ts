import type { Language } from '#libs/kernel';
import { CATALOGUES } from './catalogues.js';

/**
 * A text of the interface as a person sees it in a language, by its key `area:path.of.keys`; `count` chooses the plural form. A key that is missing
 * fails at once, so that a script never waits for a text that nobody wrote.
 */
export function say(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const texts = CATALOGUES[language];
  const form = values.count === undefined ? undefined : texts.get(`${key}_${new Intl.PluralRules(language).select(Number(values.count))}`);
  const text = form ?? texts.get(key);
  if (text === undefined) throw new Error(`no text ${key} in ${language}`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? `{{${name}}}`));
}
