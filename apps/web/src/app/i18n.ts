import { LANGUAGES, type Language } from '#libs/kernel';
import kyrgyzLetters from '@fontsource-variable/golos-text/files/golos-text-cyrillic-ext-wght-normal.woff2?url';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { speak } from '../api/client.js';
import { queryClient } from '../api/queries.js';

/** Texts in two parts: of pages that everybody comes to, and of the desks of reviewers, officers, chairs, auditors and administrators. */
const CATALOGUES = {
  pages: {
    en: () => import('../locales/en/index.js'),
    ru: () => import('../locales/ru/index.js'),
    ky: () => import('../locales/ky/index.js'),
    'zh-CN': () => import('../locales/zh-CN/index.js'),
  },
  desk: {
    en: () => import('../locales/en/desk.js'),
    ru: () => import('../locales/ru/desk.js'),
    ky: () => import('../locales/ky/desk.js'),
    'zh-CN': () => import('../locales/zh-CN/desk.js'),
  },
} satisfies Record<string, Record<Language, () => Promise<{ catalogue: Record<string, object> }>>>;
type Part = keyof typeof CATALOGUES;
/** Each language's own name: never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { ky: 'Кыргызча', ru: 'Русский', 'zh-CN': '中文', en: 'English' };
const KEPT = 'kopuro.language';
/** The parts that the pages visited so far need, in whichever language comes next. */
const needed = new Set<Part>(['pages']);
const loaded = new Set<string>();

async function loadPart(part: Part, language: Language): Promise<void> {
  if (loaded.has(`${part} ${language}`)) return;
  const { catalogue } = await CATALOGUES[part][language]();
  for (const [page, texts] of Object.entries(catalogue)) i18next.addResourceBundle(language, page, texts);
  loaded.add(`${part} ${language}`);
}

async function load(language: Language): Promise<void> {
  await Promise.all([...needed].map((part) => loadPart(part, language)));
}

function isLanguage(tag: string | null | undefined): tag is Language {
  return LANGUAGES.includes(tag as Language);
}

/** The language that the person chose here before, if any. */
export function chosenLanguage(): Language | undefined {
  const kept = localStorage.getItem(KEPT);
  return isLanguage(kept) ? kept : undefined;
}

function firstLanguage(): Language {
  const wanted = navigator.languages.map((tag) => LANGUAGES.find((l) => l.split('-')[0] === tag.toLowerCase().split('-')[0]));
  return chosenLanguage() ?? wanted.find((l) => l !== undefined) ?? 'en';
}

/** ң ө ү lie in a file of their own: without them words would flicker letter by letter. */
function fetchKyrgyzLetters(): void {
  if (document.querySelector(`link[href="${kyrgyzLetters}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'font', type: 'font/woff2', href: kyrgyzLetters, crossOrigin: 'anonymous' }));
}

async function apply(language: Language): Promise<void> {
  if (language === 'ky') fetchKyrgyzLetters();
  await load(language);
  speak(language);
  document.documentElement.lang = language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

let started: Promise<void> | undefined;

/** Starts with the chosen or the browser's language. None needs another one as its fallback: a test finds every missing text. */
export function startLanguages(): Promise<void> {
  started ??= (async () => {
    const language = firstLanguage();
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      supportedLngs: [...LANGUAGES],
      defaultNS: 'common',
      resources: {},
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
    await apply(language);
  })();
  return started;
}

/** Fetches the texts of the desks, now and in every language switched to later. */
export async function needDeskTexts(): Promise<void> {
  needed.add('desk');
  await startLanguages();
  await load(i18next.language as Language);
}

/** Switches the interface in place; texts that the server words are asked for again, and what was typed stays. */
export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await apply(language);
  await queryClient.invalidateQueries();
}

/** Takes over the account's language unless another one was chosen on this device. */
export async function adoptLanguage(language: Language): Promise<void> {
  if (!chosenLanguage()) await apply(language);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.resolvedLanguage) ? i18n.resolvedLanguage : isLanguage(i18n.language) ? i18n.language : 'en';
}

/** Text of a code that calls may define freely: from the catalogue where it knows the code, else the code itself. */
export function useCodeText(page: 'common' | 'application'): (group: string, code: string) => string {
  const { i18n } = useTranslation();
  return (group, code) => {
    const key = `${page}:${group}.${code}`;
    return i18n.exists(key) ? String(i18n.t(key as never)) : code;
  };
}
