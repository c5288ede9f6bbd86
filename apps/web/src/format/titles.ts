import type { Language } from '#libs/kernel';

/** The title in the reader's language where a team gave one, else in English; `lang` marks text of another language. */
export function ownTitle(
  of: { titleEn: string; titleLocal: { KG: string; CN: string } },
  language: Language,
): { text: string; lang: string | undefined } {
  const local = language === 'zh-CN' ? of.titleLocal.CN : language === 'en' ? '' : of.titleLocal.KG;
  if (local) return { text: local, lang: undefined };
  return { text: of.titleEn, lang: language === 'en' ? undefined : 'en' };
}
