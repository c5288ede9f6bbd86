import { CAPITAL_ZONES, type Language, type Side } from '#libs/kernel';

/** Browsers bring no Kyrgyz: its month and weekday names are kept here. */
const KY_MONTHS = ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь', 'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'];
const KY_WEEKDAYS: Record<string, string> = { Sun: 'жек.', Mon: 'дүй.', Tue: 'шейш.', Wed: 'шарш.', Thu: 'бейш.', Fri: 'жума', Sat: 'ишм.' };
const LOCALES: Record<Language, string> = { en: 'en-GB', ru: 'ru', ky: 'en-GB', 'zh-CN': 'zh-CN' };

export const UTC_OFFSETS: Record<Side, string> = { KG: 'UTC+6', CN: 'UTC+8' };

export interface DayOptions {
  zone?: string | undefined;
  weekday?: boolean;
}

/** Day with the month as a word, in the given zone (default: the browser's): "18 December 2026". */
export function day(iso: string, language: Language, { zone, weekday = false }: DayOptions = {}): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(weekday && { weekday: 'short' as const }),
    ...(zone && { timeZone: zone }),
  });
  const at = new Date(iso);
  return (language === 'ky' ? kyrgyzDay(at, zone, weekday) : format.format(at).replace(/(\d{4}) г\./, '$1\u00a0г.')).replace(/^(\d+) /, '$1\u00a0');
}

function kyrgyzDay(at: Date, zone: string | undefined, weekday: boolean): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    weekday: 'short',
    ...(zone && { timeZone: zone }),
  }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  const text = `${part('year')}-ж.,\u00a0${part('day')}-${KY_MONTHS[Number(part('month')) - 1] ?? ''}`;
  return weekday ? `${text}, ${KY_WEEKDAYS[part('weekday')] ?? ''}` : text;
}

/** Hours and minutes (and seconds when asked), 24-hour, in the given zone (default: the browser's). */
export function clock(iso: string, { zone, seconds = false }: { zone?: string; seconds?: boolean } = {}): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds && { second: '2-digit' as const }),
    ...(zone && { timeZone: zone }),
  }).format(new Date(iso));
}

/** Day and clock in the browser's zone, for acts in the past. */
export function dayAndClock(iso: string, language: Language): string {
  return `${day(iso, language)}, ${clock(iso)}`;
}

export function capitalDay(iso: string, side: Side, language: Language): string {
  return day(iso, language, { zone: CAPITAL_ZONES[side], weekday: true });
}

export function capitalClock(iso: string, side: Side, seconds = false): string {
  return clock(iso, { zone: CAPITAL_ZONES[side], seconds });
}

/** The browser's own zone as "UTC+3" or "UTC+5:30" at an instant. */
export function browserOffset(iso: string): string {
  const minutes = -new Date(iso).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const abs = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(abs / 60)}${abs % 60 ? `:${String(abs % 60).padStart(2, '0')}` : ''}`;
}

/** Whole days, hours and minutes from `from` to an instant; undefined when it has passed. */
export function timeLeft(iso: string, from: Date): { days: number; hours: number; minutes: number } | undefined {
  const minutes = Math.floor((new Date(iso).getTime() - from.getTime()) / 60_000);
  if (minutes < 0) return undefined;
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}
