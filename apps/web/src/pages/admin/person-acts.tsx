import { grantRole, issueCode, listPeople, revokeRole } from '#libs/identity/shared/contract';
import { displayName, type Side } from '#libs/kernel';
import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { dayAndClock } from '../../format/dates.js';
import { Confirm } from '../desk/confirm.js';
import { Dialog } from '../desk/dialog.js';
import type { Role } from '../desk/desk.js';
import type { Person } from './people-page.js';

const ROLES: readonly Role[] = ['officer', 'chair', 'auditor', 'administrator'];
/** Only these roles act for one of the two sides. */
const SIDED: readonly Role[] = ['officer', 'chair'];

/** A role that a person holds, with the act that takes it away. */
export function RoleTag({ person, role, revocable }: { person: Person; role: Person['roles'][number]; revocable: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const [asking, setAsking] = useState(false);
  const revoke = useSend(revokeRole, [listPeople], () => setAsking(false));
  const name = t(`roles.${role.role}`);
  return (
    <span className="tag">
      {role.side && <SideMark side={role.side} />}{name}
      {revocable && <button
        className="btn quiet x" type="button" aria-label={t('people.revokeOf', { role: name, name: displayName(person) })}
        onClick={() => setAsking(true)}
      >×</button>}
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('people.revokeOf', { role: name, name: displayName(person) })}
        action={t('people.revoke')} pending={revoke.isPending} problem={revoke.error}
        onConfirm={() => revoke.mutate({ params: { id: person.id, role: role.role } })}
      >
        <p>{t('people.revokeText')}</p>
      </Confirm>
    </span>
  );
}

/** Gives a role; co-chairs and officers act for one side. */
export function GrantRole({ person }: { person: Person }): ReactNode {
  const { t } = useTranslation('admin');
  const [asking, setAsking] = useState(false);
  const [role, setRole] = useState<Role | ''>('');
  const [side, setSide] = useState<Side | ''>(person.side === 'INT' ? '' : person.side);
  const grant = useSend(grantRole, [listPeople], () => setAsking(false));
  const sided = role !== '' && SIDED.includes(role);
  const ready = role !== '' && (!sided || side !== '');
  const send = () => {
    if (role !== '') grant.mutate({ params: { id: person.id }, body: { role, side: sided && side !== '' ? side : null } });
  };
  return (
    <>
      <button
        className="btn two" type="button" aria-label={t('people.grantTo', { name: displayName(person) })}
        onClick={() => setAsking(true)}
      >
        {t('people.grant')}
      </button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('people.grantTo', { name: displayName(person) })}
        action={t('people.grantNow')} ready={ready} pending={grant.isPending} problem={grant.error} onConfirm={send}
      >
        <NativeSelect label={t('people.role')} value={role} onChange={(e) => setRole(e.currentTarget.value as Role | '')}>
          <option value="">{t('choose')}</option>
          {ROLES.map((r) => <option key={r} value={r}>{t(`roles.${r}`)}</option>)}
        </NativeSelect>
        {sided && (
          <NativeSelect label={t('people.side')} value={side} onChange={(e) => setSide(e.currentTarget.value as Side | '')}>
            <option value="">{t('choose')}</option><option value="KG">KG</option><option value="CN">CN</option>
          </NativeSelect>
        )}
      </Confirm>
    </>
  );
}

/** A new activation code, shown once, for a person whose letters do not arrive. */
export function IssueCode({ person }: { person: Person }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const issue = useSend(issueCode, [listPeople]);
  return (
    <>
      <button
        className="btn two" type="button" disabled={issue.isPending}
        aria-label={t('people.codeFor', { name: displayName(person) })}
        onClick={() => issue.mutate({ params: { id: person.id } })}
      >
        {t('people.code')}
      </button>
      <ProblemNote problem={issue.error} />
      <Dialog opened={issue.isSuccess} onClose={() => issue.reset()} title={t('people.codeFor', { name: displayName(person) })}>
        {issue.data
          && <>
            <p className="bigcode mono">{issue.data.code}</p>
            <p>{t('people.codeText', { at: dayAndClock(issue.data.expiresAt, language) })}</p>
          </>}
      </Dialog>
    </>
  );
}
