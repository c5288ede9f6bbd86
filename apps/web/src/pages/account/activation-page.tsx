import { activate, requestCode } from '#libs/identity/shared/contract';
import { PASSWORD_MIN } from '#libs/identity/shared/limits';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';

/** Confirms an account, and sets a new password where the old one is forgotten: the same code does both. */
export function ActivationPage(): ReactNode {
  const { t } = useTranslation('account');
  const search = useSearch({ from: '/activate' });
  const [email, setEmail] = useState(search.email ?? '');
  const [code, setCode] = useState(search.code ?? '');
  const [password, setPassword] = useState('');
  const send = useSend(activate);
  const again = useSend(requestCode);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ body: { email, code, password } });
  };
  if (send.isSuccess) {
    return (
      <>
        <PageHead title={t('activation.done')} />
        <p className="acts">
          <Link className="btn" to="/log-in">
            {t('logIn.send')}
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <PageHead title={t('activation.title')} />
      <form className="form" onSubmit={submit}>
        <p className="sec">{search.email ? t('activation.sentTo', { email: search.email }) : t('activation.text')}</p>
        <ProblemNote problem={send.error ?? again.error} />
        {again.isSuccess && (
          <Note kind="ok" live>
            {t('activation.sentAgain')}
          </Note>
        )}
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
        <p>
          <Button variant="default" size="sm" disabled={email === ''} loading={again.isPending} onClick={() => again.mutate({ body: { email } })}>
            {t('activation.sendCode')}
          </Button>
        </p>
        <TextInput
          className="short"
          label={t('activation.code')}
          description={t('activation.codeHint')}
          autoComplete="one-time-code"
          value={code}
          onChange={(e) => setCode(e.currentTarget.value)}
          required
          maxLength={20}
          error={fieldError(send.error, '/code')}
        />
        <PasswordInput
          className="mid"
          label={t('activation.password')}
          description={t('activation.passwordHint', { count: PASSWORD_MIN })}
          autoComplete="new-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          required
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          error={fieldError(send.error, '/password')}
        />
        <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t('activation.send')}
          </Button>
        </p>
      </form>
    </>
  );
}
