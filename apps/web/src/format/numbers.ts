import { formatFen, type Language, type Money } from '#libs/kernel';

/** Kyrgyz groups and marks numbers as Russian does, and browsers have no Kyrgyz. */
const LOCALES: Record<Language, string> = { en: 'en', ru: 'ru', ky: 'ru', 'zh-CN': 'zh-CN' };

/** An amount with its sign by language, held together by no-break spaces: CN¥1,500,000.00, 1 500 000,00 CN¥, ¥1,500,000.00. */
export function money(value: Money, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency: value.currency });
  return format.format(Number(value.amount)).replace(/[ \u202f]/g, '\u00a0');
}

/** An amount without a sign, for columns whose head names the currency; `fen` is an integer. */
export function plainAmount(fen: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 2 }).format(Number(formatFen(fen))).replace(/[ \u202f]/g, '\u00a0');
}

export function currencySign(language: Language): string {
  return language === 'zh-CN' ? '¥' : 'CN¥';
}

export function number(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }).format(value);
}

export function percent(share: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/**
 * The decimal text of an amount as people type it ("96 000,00", "96,000.00", "96000"), or undefined when it is none.
 * A single comma followed by one or two digits is a decimal mark; other commas and all spaces only group.
 */
export function typedAmount(text: string): string | undefined {
  const bare = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/,(\d{1,2})$/, '.$1')
    .replace(/,/g, '');
  return /^\d{1,13}(\.\d{1,2})?$/.test(bare) ? bare : undefined;
}

/** A file's size in kB or MB. */
export function fileSize(bytes: number, language: Language): string {
  const mega = bytes >= 1_000_000;
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? 1e6 : 1e3));
}
