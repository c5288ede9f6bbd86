import { logIn } from '#libs/identity/shared/contract';
import { Button, PasswordInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/queries.js';
import { Note, ProblemNote } from '../components/note.js';
import { clock } from '../format/dates.js';
import { useGoOn, type Me } from './session.js';
import './session-notice.css';

/** Says calmly that a session ends or has ended, and lets its person log in again without leaving the page. */
export function SessionNotice({ me, ended }: { me: Me; ended: boolean }): ReactNode {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  return (
    <section className="sessionend" role="status" aria-label={t('sessionEnd.label')}>
      <Note kind="warn">
        <p>
          <b>{ended ? t('sessionEnd.ended') : t('sessionEnd.soon', { time: clock(me.sessionEndsAt) })}</b> {t('sessionEnd.text')}
        </p>
        {open ? <Again email={me.email} onDone={() => setOpen(false)} /> : <p className="acts"><Button size="xs" onClick={() => setOpen(true)}>{t('sessionEnd.again')}</Button></p>}
      </Note>
    </section>
  );
}

function Again({ email, onDone }: { email: string; onDone: () => void }): ReactNode {
  const { t } = useTranslation('account');
  const goOn = useGoOn();
  const [password, setPassword] = useState('');
  const send = useSend(logIn, [], (me) => {
    onDone();
    goOn(me);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ body: { email, password } });
  };
  return (
    <form className="again" onSubmit={submit}>
      <ProblemNote problem={send.error} />
      <input type="hidden" autoComplete="username" name="email" value={email} readOnly />
      <PasswordInput
        label={`${t('password')}, ${email}`}
        autoComplete="current-password"
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        required
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <Button type="submit" loading={send.isPending}>{t('logIn.send')}</Button>
    </form>
  );
}
