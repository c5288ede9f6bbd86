import { countUnreadLetters, listMyLetters, readLetters } from '#libs/notifications/shared/contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { dayAndClock } from '../../format/dates.js';
import './letters.css';

export type Letter = Result<typeof listMyLetters>['items'][number];

/** Whether a letter still waits for its reader. */
export function isUnread(letter: Letter): boolean {
  return letter.readAt === null;
}

/** Marks letters as read, here and in the header's count. */
export function useReading() {
  return useSend(readLetters, [listMyLetters, countUnreadLetters]);
}

/** A letter to oneself: opening it reads it; below, the way to what it is about. */
export function LetterItem({ letter }: { letter: Letter }): ReactNode {
  const { t } = useTranslation('me');
  const language = useLanguage();
  const reading = useReading();
  const unread = isUnread(letter);
  const open = (shown: boolean) => {
    if (shown && unread && !reading.isPending) reading.mutate({ body: { ids: [letter.id] } });
  };
  return (
    <>
      <details className={unread ? 'unread' : undefined} onToggle={(e) => open(e.currentTarget.open)}>
        <summary>
          <span lang={letter.language}>{letter.subject}</span>
          {unread && <span className="tag open">{t('letters.unread')}</span>}
        </summary>
        <p className="pre measure" lang={letter.language}>{letter.text}</p>
      </details>
      <p className="letterfoot">
        <span className="sec">{dayAndClock(letter.at, language)}</span>
        {/* The path comes from the server, which knows the pages by the same names. */}
        {letter.page && <Link to={letter.page as '/me'}>{t('letters.go')}</Link>}
      </p>
    </>
  );
}
