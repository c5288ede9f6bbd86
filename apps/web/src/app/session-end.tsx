import { logIn } from '#libs/identity/shared/contract';
import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/queries.js';
import { Note, ProblemNote } from '../components/note.js';
import { now } from '../format/clock.js';
import { clock } from '../format/dates.js';
import { useGoOn, type Me } from './session.js';
import './session-end.css';

const NOTICE_MS = 10 * 60_000;

/** Where a session stands: far from its end, about to end, or ended. The browser's clock shows it; the server decides. */
function useStage(endsAt: string): 'far' | 'soon' | 'ended' {
  const [moment, setMoment] = useState(now);
  const left = Date.parse(endsAt) - moment.getTime();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = window.setTimeout(() => setMoment(now()), Math.min(left > NOTICE_MS ? left - NOTICE_MS : left, 60_000) + 50);
    return () => window.clearTimeout(timer);
  }, [left]);
  return left > NOTICE_MS ? 'far' : left > 0 ? 'soon' : 'ended';
}

/** Some minutes before a session ends, and after: says so calmly, and lets its person log in again without leaving the page. */
export function SessionEnd({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation('common');
  const stage = useStage(me.sessionEndsAt);
  const [open, setOpen] = useState(false);
  if (stage === 'far') return null;
  return (
    <section className="sessionend" role="status" aria-label={t('sessionEnd.label')}>
      <Note kind="warn">
        <p>
          <b>{stage === 'soon' ? t('sessionEnd.soon', { time: clock(me.sessionEndsAt) }) : t('sessionEnd.ended')}</b> {t('sessionEnd.text')}
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
