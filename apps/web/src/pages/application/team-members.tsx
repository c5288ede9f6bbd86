import { listApplications, changeMember, removeMember } from '#libs/applications/shared/contract';
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Words } from '../../components/words.js';
import { number } from '../../format/numbers.js';
import { Confirm } from '../desk/confirm.js';
import { Dialog } from '../desk/dialog.js';
import type { Application, Member } from './types.js';
import { useKeepApplication } from './use-application.js';

const KINDS = { accepted: 'ok', invited: 'open', declined: 'bad' };
const ORDER = ['KG', 'CN', 'INT'];
/** Person-months as people write them: with a point or a comma, at most one decimal. */
export const MONTHS_PATTERN = String.raw`\d{1,3}([.,]\d)?`;
export const monthsOf = (typed: string): number => Number(typed.replace(',', '.')) || 0;

/** Who is in the team or invited to it; leads change the time of each and take people out. */
export function Members({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const [leaving, setLeaving] = useState<Member>();
  const [changing, setChanging] = useState<Member>();
  const people = [...application.team].sort((a, b) => ORDER.indexOf(a.side) - ORDER.indexOf(b.side) || a.role.localeCompare(b.role));
  return (
    <>
      <table className="tbl records sm">
        <thead>
          <tr>
            <th scope="col">{t('team.person')}</th>
            <th scope="col">{t('team.side')}</th>
            <th scope="col">{t('team.role')}</th>
            <th scope="col">{t('team.answer')}</th>
            <th scope="col" className="num">{t('team.personMonths')}</th>
            <th scope="col"><span className="vh">{t('team.change')}</span></th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <Row key={one.id} one={one} mayEdit={application.can.edit.ok} onChange={() => setChanging(one)} onRemove={() => setLeaving(one)} />
          ))}
        </tbody>
      </table>
      {leaving && <RemoveDialog application={application} member={leaving} onClose={() => setLeaving(undefined)} />}
      {changing && <MonthsDialog application={application} member={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

function Row({ one, mayEdit, onChange, onRemove }: { one: Member; mayEdit: boolean; onChange: () => void; onRemove: () => void }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const name = one.name ?? one.email;
  return (
    <tr>
      <th scope="row">
        <Words>{name}</Words>
        {one.isMe && <span className="mut"> ({t('team.you')})</span>}
        <span className="under">{[one.name ? one.email : null, one.institution].filter(Boolean).join(', ')}</span>
      </th>
      <td><SideMark side={one.side} /></td>
      <td>{t(`team.roles.${one.role}`)}</td>
      <td><span className={`tag ${KINDS[one.state]}`}>{t(`team.states.${one.state}`)}</span></td>
      <td className="num">{number(one.personMonths, language)}</td>
      <td className="num">
        {mayEdit && one.state !== 'declined' && (
          <button className="btn quiet s" type="button" aria-label={t('team.changeName', { name })} onClick={onChange}>{t('team.change')}</button>
        )}
        {mayEdit && !one.isMe && (
          <button className="btn quiet s" type="button" aria-label={t('team.removeName', { name })} onClick={onRemove}>{t('team.remove')}</button>
        )}
      </td>
    </tr>
  );
}

interface OfMember { application: Application; member: Member; onClose: () => void }

function MonthsDialog({ application, member, onClose }: OfMember): ReactNode {
  const { t } = useTranslation('application');
  const { t: c } = useTranslation('common');
  const [months, setMonths] = useState(String(member.personMonths));
  const keep = useKeepApplication();
  const send = useSend(changeMember, [listApplications], (answer) => {
    keep(answer);
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ params: { id: application.id, memberId: member.id }, version: application.version, body: { personMonths: monthsOf(months) } });
  };
  return (
    <Dialog opened onClose={onClose} title={t('team.changeTitle', { name: member.name ?? member.email })}>
      <form className="stack tight" onSubmit={submit}>
        <ProblemNote problem={send.error} />
        <TextInput
          className="short" label={t('team.personMonths')} description={t('team.changeText')} inputMode="decimal" pattern={MONTHS_PATTERN} required data-autofocus
          value={months} onChange={(e) => setMonths(e.currentTarget.value)} error={fieldError(send.error, '/personMonths')}
        />
        <p className="acts">
          <Button type="submit" loading={send.isPending}>{t('save.button')}</Button>
          <Button variant="default" onClick={onClose}>{c('cancel')}</Button>
        </p>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ application, member, onClose }: OfMember): ReactNode {
  const { t } = useTranslation('application');
  const keep = useKeepApplication();
  const send = useSend(removeMember, [listApplications], (answer) => {
    keep(answer);
    onClose();
  });
  return (
    <Confirm
      opened danger onClose={onClose} title={t('team.removeTitle', { name: member.name ?? member.email })} action={t('team.removeNow')}
      pending={send.isPending} problem={send.error}
      onConfirm={() => send.mutate({ params: { id: application.id, memberId: member.id }, version: application.version })}
    >
      <p>{t('team.removeText')}</p>
    </Confirm>
  );
}
