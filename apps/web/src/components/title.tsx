import type { ReactNode } from 'react';
import { useLanguage } from '../app/i18n.js';
import { ownTitle } from '../format/titles.js';

/** An application's title as `ownTitle` chooses it, marked where it is in another language than the page. */
export function Title({ of }: { of: Parameters<typeof ownTitle>[0] }): ReactNode {
  const { text, lang } = ownTitle(of, useLanguage());
  return lang ? <span lang={lang}>{text}</span> : text;
}
