import { answerInvitation, listApplications, listInvitations } from '#libs/applications/shared/contract';
import type { Result } from '#libs/kernel';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { dayAndClock } from '../../format/dates.js';

type Invitation = Result<typeof listInvitations>['items'][number];

/** Invitations to teams that wait for an answer; nothing when there are none. */
export function Invitations(): ReactNode {
  const { t } = useTranslation('me');
  const invitations = useAsk(listInvitations, {});
  const items = invitations.data?.items ?? [];
  if (items.length === 0) return <ProblemNote problem={invitations.error} />;
  return (
    <section>
      <h3>{t('invitations.title')}</h3>
      <ul className="invites">
        {items.map((one) => (
          <li key={one.memberId}>
            <InvitationCard one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function InvitationCard({ one }: { one: Invitation }): ReactNode {
  const { t } = useTranslation('me');
  const { t: a } = useTranslation('application');
  const language = useLanguage();
  const send = useSend(answerInvitation, [listInvitations, listApplications]);
  const answer = (accept: boolean) => send.mutate({ params: { id: one.applicationId, memberId: one.memberId }, body: { accept } });
  const title = one.titleEn || a('untitled');
  return (
    <article className="card pad" aria-label={title}>
      <p className="eyebrow">{one.callCode}</p>
      <h4 lang={one.titleEn && language !== 'en' ? 'en' : undefined}>{title}</h4>
      <p className="sm sec">
        <SideMark side={one.side} /> {a(`team.roles.${one.role}`)}
      </p>
      <p className="sm sec">
        {one.invitedBy
          ? t('invitations.by', { name: one.invitedBy, at: dayAndClock(one.invitedAt, language) })
          : dayAndClock(one.invitedAt, language)}
      </p>
      <ProblemNote problem={send.error} />
      <p className="acts">
        <Button size="sm" loading={send.isPending} onClick={() => answer(true)}>
          {t('invitations.accept')}
        </Button>
        <Button size="sm" variant="default" disabled={send.isPending} onClick={() => answer(false)}>
          {t('invitations.decline')}
        </Button>
      </p>
    </article>
  );
}
