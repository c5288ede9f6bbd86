import { listApplications, listInvitations } from '#libs/applications/shared/contract';
import { displayName, institutionName } from '#libs/kernel';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { listMyAssignments } from '#libs/assignment/shared/contract';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { SideMark } from '../../components/side-mark.js';
import { Words } from '../../components/words.js';
import { Empty, Skeleton } from '../../components/states.js';
import { LetterItem } from '../letters/letter-item.js';
import { Invitations } from './invitations.js';
import { MyApplications } from './my-applications.js';
import { isOpen, OpenDrafts, OpenReviews } from './own-work.js';
import './me.css';

const Today = lazy(async () => ({ default: (await import('./today.js')).Today }));
/** Drafts whose needs are looked up; the others stand in the list below. */
const DRAFTS = 5;

/** What needs this person today. */
export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  const me = useMe();
  const language = useLanguage();
  const applications = useAsk(listApplications, { query: { limit: 100, team: 'own' } });
  const invitations = useAsk(listInvitations, {});
  const reviews = useAsk(listMyAssignments, {});
  if (!me) return <Skeleton />;
  // Those who hold a role find their desk first; a list of own applications only where they have some.
  const staff = me.roles.length > 0;
  const idle = staff && applications.data?.items.length === 0;
  const open = (reviews.data?.items ?? []).filter(isOpen);
  const drafts = (applications.data?.items ?? []).filter((one) => one.state === 'draft').slice(0, DRAFTS);
  const nothing = !staff && open.length === 0 && drafts.length === 0 && invitations.data?.items.length === 0;
  const institution = institutionName(me.institution, language);
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
          <section className="stack tight">
            <h2>{t('today.title')}</h2>
            <Invitations />
            {open.length > 0 && <OpenReviews items={open} />}
            {drafts.length > 0 && <OpenDrafts items={drafts} />}
            {staff && <Suspense fallback={<Skeleton />}><Today me={me} /></Suspense>}
            {nothing && <p className="sec">{t('today.nothing')}</p>}
          </section>
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
          <Letters />
        </aside>
      </div>
    </>
  );
}

/** The latest letters, since some mailboxes swallow them. */
function Letters(): ReactNode {
  const { t } = useTranslation('me');
  const letters = useAsk(listMyLetters, { query: { limit: 5 } });
  if (!letters.data || letters.data.items.length === 0) return null;
  return (
    <section>
      <h2>{t('letters.title')}</h2>
      <ul className="ruled card">
        {letters.data.items.map((letter) => (
          <li key={letter.id}>
            <LetterItem letter={letter} />
          </li>
        ))}
        <li><Link to="/letters">{t('letters.all')}</Link></li>
      </ul>
    </section>
  );
}
