import { closeAccount, endSessions, listPeople, reopenAccount } from '#libs/identity/shared/contract';
import { displayName } from '#libs/kernel';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Confirm } from '../desk/confirm.js';
import type { Person } from './people-page.js';

/** Ends whatever a person is logged in with, closes the account, or opens it again. */
export function AccountActs({ person }: { person: Person }): ReactNode {
  return person.state === 'closed' ? <Reopen person={person} /> : <><EndSessions person={person} /><Close person={person} /></>;
}

function EndSessions({ person }: { person: Person }): ReactNode {
  const { t } = useTranslation('admin');
  const [asking, setAsking] = useState(false);
  const send = useSend(endSessions, [], () => setAsking(false));
  const name = displayName(person);
  return (
    <>
      <button className="btn two" type="button" aria-label={t('people.endOf', { name })} onClick={() => { send.reset(); setAsking(true); }}>{t('people.end')}</button>
      {send.data && <Note kind="ok" live>{t('people.ended', { number: send.data.ended })}</Note>}
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('people.endOf', { name })} action={t('people.end')} danger
        pending={send.isPending} problem={send.error} onConfirm={() => send.mutate({ params: { id: person.id } })}
      >
        <p>{t('people.endText')}</p>
      </Confirm>
    </>
  );
}

function Close({ person }: { person: Person }): ReactNode {
  const { t } = useTranslation('admin');
  const [asking, setAsking] = useState(false);
  const send = useSend(closeAccount, [listPeople], () => setAsking(false));
  const name = displayName(person);
  return (
    <>
      <button className="btn two" type="button" aria-label={t('people.closeOf', { name })} onClick={() => setAsking(true)}>{t('people.close')}</button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('people.closeOf', { name })} action={t('people.close')} danger
        pending={send.isPending} problem={send.error} onConfirm={() => send.mutate({ params: { id: person.id } })}
      >
        <p>{t('people.closeText')}</p>
      </Confirm>
    </>
  );
}

function Reopen({ person }: { person: Person }): ReactNode {
  const { t } = useTranslation('admin');
  const send = useSend(reopenAccount, [listPeople]);
  return (
    <>
      <button
        className="btn two" type="button" disabled={send.isPending} aria-label={t('people.reopenOf', { name: displayName(person) })}
        onClick={() => send.mutate({ params: { id: person.id } })}
      >
        {t('people.reopen')}
      </button>
      <ProblemNote problem={send.error} />
    </>
  );
}
