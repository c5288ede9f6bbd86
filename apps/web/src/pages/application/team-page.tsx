import { inviteMember, listApplications } from '#libs/applications/shared/contract';
import { SIDES, type AnySide } from '#libs/kernel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { SectionFrame } from './section-frame.js';
import { TeamBridge } from './team-bridge.js';
import { Members, MONTHS_PATTERN, monthsOf } from './team-members.js';
import type { Application } from './types.js';
import { useApplication, useKeepApplication } from './use-application.js';

export function TeamPage(): ReactNode {
  const found = useApplication();
  return found ? <Team application={found.application} /> : <Skeleton />;
}

function Team({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  return (
    <SectionFrame application={application} section="team">
      <div className="card pad">
        <TeamBridge application={application} />
      </div>
      <section>
        <h2>{t('team.people')}</h2>
        <Members application={application} />
      </section>
      {application.can.edit.ok && <Invite application={application} />}
    </SectionFrame>
  );
}

function Invite({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const { t: c } = useTranslation('common');
  const missing = SIDES.find((side) => !application.team.some((m) => m.side === side && m.role === 'lead' && m.state !== 'declined'));
  const [email, setEmail] = useState('');
  const [side, setSide] = useState<AnySide>(missing ?? 'KG');
  const [role, setRole] = useState<'lead' | 'member'>(missing ? 'lead' : 'member');
  const [months, setMonths] = useState('');
  const [sentTo, setSentTo] = useState('');
  const keep = useKeepApplication();
  const send = useSend(inviteMember, [listApplications], (answer) => {
    keep(answer);
    setSentTo(email);
    setEmail('');
    setMonths('');
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSentTo('');
    send.mutate({ params: { id: application.id }, body: { email, side, role, personMonths: monthsOf(months) } });
  };
  return (
    <section>
      <h2>{t('team.invite')}</h2>
      <form className="form" onSubmit={submit}>
        <p className="sm sec">{t('team.inviteText')}</p>
        <ProblemNote problem={send.error} />
        {sentTo && (
          <Note kind="ok" live>
            {t('team.invited', { email: sentTo })}
          </Note>
        )}
        <TextInput
          className="mid"
          type="email"
          label={t('team.email')}
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          required
          error={fieldError(send.error, '/email')}
        />
        <NativeSelect
          className="mid"
          label={t('team.side')}
          value={side}
          onChange={(e) => setSide(e.currentTarget.value as AnySide)}
          error={fieldError(send.error, '/side')}
        >
          {(['KG', 'CN', 'INT'] as const).map((s) => (
            <option key={s} value={s}>
              {c(`sides.${s}`)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          className="mid"
          label={t('team.role')}
          value={role}
          onChange={(e) => setRole(e.currentTarget.value === 'lead' ? 'lead' : 'member')}
          error={fieldError(send.error, '/role')}
        >
          <option value="lead">{t('team.roles.lead')}</option>
          <option value="member">{t('team.roles.member')}</option>
        </NativeSelect>
        <TextInput
          className="short"
          label={t('team.personMonths')}
          inputMode="decimal"
          pattern={MONTHS_PATTERN}
          value={months}
          onChange={(e) => setMonths(e.currentTarget.value)}
          required
          error={fieldError(send.error, '/personMonths')}
        />
        <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t('team.send')}
          </Button>
        </p>
      </form>
    </section>
  );
}
