/** The four languages of the system; `en` binds where a text must be one. */
export const LANGUAGES = ['en', 'ru', 'ky', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];
/** One text in some of the languages; English is always there. */
export type Texts = { en: string } & { [L in Language]?: string | undefined };

/** The best language for an Accept-Language header; English when none fits. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').slice(0, 20).map((part) => {
    const [tag = '', q] = part.trim().split(/;\s*q=/);
    return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q) || 0 };
  });
  const found = wanted.filter((w) => w.q > 0).sort((a, b) => b.q - a.q)
    .map((w) => LANGUAGES.find((l) => l.toLowerCase() === w.tag) ?? LANGUAGES.find((l) => l.split('-')[0] === w.tag.split('-')[0]))
    .find((l) => l !== undefined);
  return found ?? 'en';
}

/** The text in the wanted language, or in English where it is missing. */
export function textIn(texts: Texts, language: Language): string {
  return texts[language] ?? texts.en;
}

/** Fills `{name}` places of a catalogue text. */
export function fill(text: string, values: Record<string, unknown> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => (Object.hasOwn(values, key) ? String(values[key]) : ''));
}
