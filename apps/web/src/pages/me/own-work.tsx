import { readApplication, type listApplications } from '#libs/applications/shared/contract';
import { listMyAssignments } from '#libs/assignment/shared/contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Title } from '../../components/title.js';
import { ownTitle } from '../../format/titles.js';

type Summary = Result<typeof listApplications>['items'][number];
type Assignment = Result<typeof listMyAssignments>['items'][number];

/** Whether an assignment waits for its reviewer: for an answer, or for the review. */
export function isOpen(one: Assignment): boolean {
  return one.state === 'published' || (one.state === 'accepted' && one.reviewState !== 'submitted');
}

/** Own invitations to review and unfinished reviews, each with the way to it. */
export function OpenReviews({ items }: { items: readonly Assignment[] }): ReactNode {
  const { t } = useTranslation('me');
  return (
    <section className="card task" aria-label={t('reviews.title')}>
      <h3>{t('reviews.title')}</h3>
      <ul className="ruled">
        {items.filter(isOpen).map((one) => (
          <li key={one.id}>
            <Link to="/reviews/$assignmentId" params={{ assignmentId: one.id }}><Title of={one} /></Link>
            <span className="sec">{one.number} · {t(one.state === 'published' ? 'reviews.answer' : 'reviews.write')}</span>
          </li>
        ))}
      </ul>
      <p><Link to="/reviews">{t('reviews.all')}</Link></p>
    </section>
  );
}

/** Own drafts with what they need next. */
export function OpenDrafts({ items }: { items: readonly Summary[] }): ReactNode {
  const { t } = useTranslation('me');
  return (
    <section className="card task" aria-label={t('drafts.title')}>
      <h3>{t('drafts.title')}</h3>
      <ul className="ruled">{items.map((one) => <Draft key={one.id} one={one} />)}</ul>
    </section>
  );
}

function Draft({ one }: { one: Summary }): ReactNode {
  const { t } = useTranslation('me');
  const { t: a } = useTranslation('application');
  const language = useLanguage();
  const found = useAsk(readApplication, { params: { id: one.id } });
  const title = ownTitle(one, language);
  return (
    <li>
      <Link to="/applications/$applicationId" params={{ applicationId: one.id }} lang={title.lang}>{title.text || a('untitled')}</Link>
      <span className="sec">{one.callCode} · {found.data ? t(`drafts.${needOf(found.data)}`) : '–'}</span>
    </li>
  );
}

function needOf(a: Result<typeof readApplication>): 'submit' | 'sign' | 'other' | 'finish' {
  if (a.can.submit.ok) return 'submit';
  const signed = a.signoffs.some((s) => s.side === a.mySide && s.contentHash === a.contentHash);
  if (signed) return 'other';
  return a.can.signOff.ok ? 'sign' : 'finish';
}
