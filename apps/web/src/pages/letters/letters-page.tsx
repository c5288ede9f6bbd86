import { listMyLetters } from '#libs/notifications/shared/contract';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Desk, Pager } from '../desk/desk.js';
import { isUnread, LetterItem, useReading } from './letter-item.js';

/** What the system told a person, newest first: some mailboxes swallow letters. */
export function LettersPage(): ReactNode {
  const { t } = useTranslation('desk');
  const { t: m } = useTranslation('me');
  const { cursor } = useSearch({ from: '/signed-in/letters' });
  const letters = useAsk(listMyLetters, { query: { limit: 25, ...(cursor && { cursor }) } });
  const items = letters.data?.items ?? [];
  const unread = items.filter(isUnread).map((x) => x.id);
  const reading = useReading();
  return (
    <Desk>
      <PageHead
        title={t('letters.title')} crumbs={[<Link key="me" to="/me">{m('title')}</Link>]}
        aside={unread.length > 0 && <button
          className="btn two" type="button" disabled={reading.isPending} onClick={() => reading.mutate({ body: { ids: unread } })}
        >
          {t('letters.readAll')}
        </button>}
      />
      <ProblemNote problem={letters.error ?? reading.error} />
      {letters.isPending && <Skeleton />}
      {letters.data && items.length === 0 && <div className="card"><Empty title={t('letters.empty')}>{t('letters.emptyText')}</Empty></div>}
      {items.length > 0 && (
        <ul className="letterbox">
          {items.map((letter) => (
            <li key={letter.id}>
              <LetterItem letter={letter} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={cursor && <Link to="/letters">{t('first')}</Link>}
        next={letters.data?.nextCursor && <Link to="/letters" search={{ cursor: letters.data.nextCursor }}>{t('next')}</Link>}
      />
    </Desk>
  );
}
