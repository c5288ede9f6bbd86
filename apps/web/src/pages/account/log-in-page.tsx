import { logIn } from '#libs/identity/shared/contract';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { adoptLanguage } from '../../app/i18n.js';
import { useEnter } from '../../app/session.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';

export function LogInPage(): ReactNode {
  const { t } = useTranslation('account');
  const { next } = useSearch({ from: '/log-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const enter = useEnter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = useSend(logIn, [], async (me) => {
    enter(me);
    await adoptLanguage(me.language);
    if (next) router.history.push(next);
    else await navigate({ to: '/me' });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ body: { email, password } });
  };
  return (
    <>
      <PageHead title={t('logIn.title')} />
      <form className="form" onSubmit={submit}>
        <ProblemNote problem={send.error} />
        <TextInput
          className="mid"
          label={t('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          required
          error={fieldError(send.error, '/email')}
        />
        <PasswordInput
          className="mid"
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          required
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t('logIn.send')}
          </Button>
        </p>
        <p className="sm">
          <Link to="/create-account">{t('logIn.createAccount')}</Link>
        </p>
        <p className="sm">
          <Link to="/activate">{t('logIn.forgotten')}</Link>
        </p>
      </form>
    </>
  );
}
