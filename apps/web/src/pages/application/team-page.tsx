import { inviteMember, listApplications, removeMember } from '#libs/applications/shared/contract';
import { SIDES, type AnySide } from '#libs/kernel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { number } from '../../format/numbers.js';
import { Confirm } from '../desk/confirm.js';
import { SectionFrame } from './section-frame.js';
import { TeamBridge } from './team-bridge.js';
import type { Application, Member } from './types.js';
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

function Members({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const [leaving, setLeaving] = useState<Member>();
  const order = ['KG', 'CN', 'INT'];
  const people = [...application.team].sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side) || a.role.localeCompare(b.role));
  const kinds = { accepted: 'ok', invited: 'open', declined: 'bad' };
  return (
    <>
      <table className="tbl records sm">
        <thead>
          <tr>
            <th scope="col">{t('team.person')}</th>
            <th scope="col">{t('team.side')}</th>
            <th scope="col">{t('team.role')}</th>
            <th scope="col">{t('team.answer')}</th>
            <th scope="col" className="num">
              {t('team.personMonths')}
            </th>
            <th scope="col">
              <span className="vh">{t('team.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Words>{one.name ?? one.email}</Words>
                {one.isMe && <span className="mut"> ({t('team.you')})</span>}
                <span className="under">{[one.name ? one.email : null, one.institution].filter(Boolean).join(', ')}</span>
              </th>
              <td>
                <SideMark side={one.side} />
              </td>
              <td>{t(`team.roles.${one.role}`)}</td>
              <td>
                <span className={`tag ${kinds[one.state]}`}>{t(`team.states.${one.state}`)}</span>
              </td>
              <td className="num">{number(one.personMonths, language)}</td>
              <td className="num">
                {application.can.edit.ok && !one.isMe && (
                  <button
                    className="btn quiet s"
                    type="button"
                    aria-label={t('team.removeName', { name: one.name ?? one.email })}
                    onClick={() => setLeaving(one)}
                  >
                    {t('team.remove')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && <RemoveDialog application={application} member={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

function RemoveDialog({ application, member, onClose }: { application: Application; member: Member; onClose: () => void }): ReactNode {
  const { t } = useTranslation('application');
  const keep = useKeepApplication();
  const send = useSend(removeMember, [listApplications], (answer) => {
    keep(answer);
    onClose();
  });
  const name = member.name ?? member.email;
  return (
    <Confirm
      opened
      danger
      onClose={onClose}
      title={t('team.removeTitle', { name })}
      action={t('team.removeNow')}
      pending={send.isPending}
      problem={send.error}
      onConfirm={() => send.mutate({ params: { id: application.id, memberId: member.id }, version: application.version })}
    >
      <p>{t('team.removeText')}</p>
    </Confirm>
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
    send.mutate({ params: { id: application.id }, body: { email, side, role, personMonths: Number(months.replace(',', '.')) || 0 } });
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
          pattern="\d{1,3}([.,]\d)?"
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
