import { listApplications } from '#libs/applications/shared/contract';
import { displayName } from '#libs/kernel';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { listMyAssignments } from '#libs/assignment/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe, type Me } from '../../app/session.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { SideMark } from '../../components/side-mark.js';
import { Words } from '../../components/words.js';
import { Empty, Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { Invitations } from './invitations.js';
import { MyApplications } from './my-applications.js';
import './me.css';

/** What needs this person today. */
export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  const me = useMe();
  const language = useLanguage();
  const applications = useAsk(listApplications, { query: { limit: 100, team: 'own' } });
  if (!me) return <Skeleton />;
  // Those who hold a role find their desk first; a list of own applications only where they have some.
  const staff = me.roles.length > 0;
  const idle = staff && applications.data?.items.length === 0;
  const institution = language === 'en' || !me.institution.nameLocal ? me.institution.nameEn : me.institution.nameLocal;
  return (
    <>
      <PageHead
        title={t('title')}
        meta={
          <>
            <span>
              <Words>{displayName(me)}</Words>
            </span>
            <span>
              <SideMark side={me.side} /> <Words>{institution}</Words>
            </span>
          </>
        }
      />
      <div className="cols">
        <div className="stack">
          <Invitations />
          {staff && <Roles me={me} />}
          {!idle && <section>
            <h2>{t('applications.title')}</h2>
            <ProblemNote problem={applications.error} />
            {applications.isPending && <Skeleton />}
            {applications.data &&
              (applications.data.items.length > 0 ? (
                <MyApplications items={applications.data.items} />
              ) : (
                <div className="card">
                  <Empty
                    title={t('applications.empty')}
                    action={
                      <Link className="btn two s" to="/calls">
                        {t('applications.seeCalls')}
                      </Link>
                    }
                  >
                    {t('applications.emptyText')}
                  </Empty>
                </div>
              ))}
          </section>}
        </div>
        <aside className="stack" aria-label={t('aside')}>
          {!staff && <Roles me={me} />}
          <Reviews />
          <Letters />
        </aside>
      </div>
    </>
  );
}

/** Where each role does its work. */
const DESKS = { officer: '/office', chair: '/decisions', auditor: '/audit', administrator: '/admin/people' } as const;

function Roles({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation('me');
  if (me.roles.length === 0) return null;
  return (
    <section>
      <h2>{t('roles.title')}</h2>
      <ul className="ruled card">
        {me.roles.map((one) => (
          <li key={one.role + (one.side ?? '')}>
            <b>{t(`roles.${one.role}`)}</b> {one.side && <SideMark side={one.side} />}
            <Link to={DESKS[one.role]}>{t(`roles.desks.${one.role}`)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reviews(): ReactNode {
  const { t } = useTranslation('me');
  const reviews = useAsk(listMyAssignments, {});
  const items = reviews.data?.items ?? [];
  if (items.length === 0) return null;
  const open = items.filter((x) => x.state === 'published').length;
  const writing = items.filter((x) => x.state === 'accepted' && x.reviewState !== 'submitted').length;
  return (
    <section>
      <h2>{t('reviews.title')}</h2>
      <ul className="ruled card">
        <li>{t('reviews.toAnswer', { count: open })}</li>
        <li>{t('reviews.toWrite', { count: writing })}</li>
        <li><Link to="/reviews">{t('reviews.all')}</Link></li>
      </ul>
    </section>
  );
}

/** The latest letters, since some mailboxes swallow them. */
function Letters(): ReactNode {
  const { t } = useTranslation('me');
  const language = useLanguage();
  const letters = useAsk(listMyLetters, { query: { limit: 5 } });
  if (!letters.data || letters.data.items.length === 0) return null;
  return (
    <section>
      <h2>{t('letters.title')}</h2>
      <ul className="ruled card">
        {letters.data.items.map((letter) => (
          <li key={letter.id}>
            <details>
              <summary>{letter.subject}</summary>
              <p className="pre sm">{letter.text}</p>
            </details>
            <span className="xs mut">{dayAndClock(letter.at, language)}</span>
          </li>
        ))}
        <li><Link to="/letters">{t('letters.all')}</Link></li>
      </ul>
    </section>
  );
}
