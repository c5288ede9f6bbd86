import { listMyLetters } from '#libs/notifications/shared/contract';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { Desk, Pager } from '../desk/desk.js';

/** Letters to oneself with their text: some mailboxes swallow them. */
export function LettersPage(): ReactNode {
  const { t } = useTranslation('desk');
  const { t: m } = useTranslation('me');
  const language = useLanguage();
  const { cursor } = useSearch({ from: '/signed-in/letters' });
  const letters = useAsk(listMyLetters, { query: { limit: 25, ...(cursor && { cursor }) } });
  const items = letters.data?.items ?? [];
  return (
    <Desk>
      <PageHead title={t('letters.title')} crumbs={[<Link key="me" to="/me">{m('title')}</Link>]} />
      <ProblemNote problem={letters.error} />
      {letters.isPending && <Skeleton />}
      {letters.data && items.length === 0 && <div className="card"><Empty title={t('letters.empty')}>{t('letters.emptyText')}</Empty></div>}
      {items.length > 0 && (
        <ul className="letterbox">
          {items.map((letter) => (
            <li key={letter.id}>
              <details><summary>{letter.subject}</summary><p className="pre measure">{letter.text}</p></details>
              <span className="sec">{dayAndClock(letter.at, language)}</span>
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
