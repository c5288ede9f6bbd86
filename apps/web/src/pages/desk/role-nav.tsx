import { listMyAssignments } from '#libs/assignment/shared/contract';
import { countUnreadLetters } from '#libs/notifications/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import type { Me } from '../../app/session.js';
import { holds } from './desk.js';
import './role-nav.css';

/** Entries of the main navigation that a person's roles open; reviewers are known by their assignments. */
export function RoleNav({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation('desk');
  const reviews = useAsk(listMyAssignments, {});
  const unread = useAsk(countUnreadLetters, {}).data?.unread ?? 0;
  return (
    <>
      {(reviews.data?.items.length ?? 0) > 0 && <li><Link to="/reviews">{t('nav.reviews')}</Link></li>}
      {holds(me, 'officer') && <li><Link to="/office">{t('nav.office')}</Link></li>}
      {(holds(me, 'chair') || holds(me, 'auditor')) && <li><Link to="/decisions">{t('nav.decisions')}</Link></li>}
      {holds(me, 'administrator') && <li><Link to="/admin/people">{t('nav.people')}</Link></li>}
      {holds(me, 'administrator') && <li><Link to="/admin/letters">{t('nav.deliveries')}</Link></li>}
      {holds(me, 'auditor') && <li><Link to="/audit">{t('nav.audit')}</Link></li>}
      <li>
        <Link to="/letters">
          {t('nav.letters')}
          {unread > 0 && <><span className="count" aria-hidden="true">{unread}</span><span className="vh">, {t('nav.unread', { number: unread })}</span></>}
        </Link>
      </li>
    </>
  );
}
