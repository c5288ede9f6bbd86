import { updateMe } from '#libs/identity/shared/contract';
import type { Language } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.js';
import { LANGUAGE_NAMES, switchLanguage, useLanguage } from './i18n.js';
import { useMe } from './session.js';

const ORDER: readonly Language[] = ['ky', 'ru', 'zh-CN', 'en'];

/** Four languages by their own names: buttons where there is room, a list where not. */
export function LanguageSwitch(): ReactNode {
  const { t } = useTranslation('common');
  const language = useLanguage();
  const me = useMe();
  const choose = (next: Language) => {
    void switchLanguage(next);
    // The account keeps the choice for letters; the page does not wait for it.
    if (me) call(updateMe, { body: { language: next } }).catch(() => undefined);
  };
  return (
    <>
      <div className="langs" role="group" aria-label={t('language')}>
        {ORDER.map((l) => (
          <button key={l} type="button" lang={l} aria-pressed={l === language} onClick={() => choose(l)}>
            {LANGUAGE_NAMES[l]}
          </button>
        ))}
      </div>
      <select className="langsel" aria-label={t('language')} value={language} onChange={(e) => choose(e.currentTarget.value as Language)}>
        {ORDER.map((l) => (
          <option key={l} value={l} lang={l}>
            {LANGUAGE_NAMES[l]}
          </option>
        ))}
      </select>
    </>
  );
}
