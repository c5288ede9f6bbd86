import type { ReactNode } from 'react';
import { useLanguage } from '../app/i18n.js';

const HAN = /\p{Script=Han}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** A name or title in whatever script it has: marked with its language where that is not the page's, for fonts and screen readers. */
export function Words({ children }: { children: string }): ReactNode {
  const language = useLanguage();
  const own = HAN.test(children) ? 'zh-CN' : CYRILLIC.test(children) ? 'ru' : 'en';
  const same = own === language || (own === 'ru' && language === 'ky');
  return same ? children : <span lang={own}>{children}</span>;
}
