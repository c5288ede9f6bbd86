import { register } from '#libs/identity/shared/contract';
import type { AnySide, Language } from '#libs/kernel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { LANGUAGE_NAMES, useLanguage } from '../../app/i18n.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { InstitutionPicker } from './institution-picker.js';

const EMPTY = { email: '', family: '', given: '', patronymic: '', nativeName: '', orcid: '' };
type Fields = typeof EMPTY;
type FieldProps = (name: keyof Fields) => { value: string; onChange: (e: { currentTarget: { value: string } }) => void; error: string | undefined };

export function RegistrationPage(): ReactNode {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation('common');
  const navigate = useNavigate();
  const current = useLanguage();
  const [fields, setFields] = useState(EMPTY);
  const [side, setSide] = useState<AnySide>('KG');
  const [institutionId, setInstitutionId] = useState<string | null>(null);
  const [letters, setLetters] = useState<Language>(current);
  const [missing, setMissing] = useState(false);
  const send = useSend(register, [], (answer) => navigate({ to: '/activate', search: { email: answer.email } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(institutionId === null);
    if (institutionId === null) return;
    const { email, family, given, patronymic, nativeName, orcid } = fields;
    send.mutate({
      body: {
        email,
        family,
        given,
        patronymic: patronymic || null,
        nativeName: nativeName || null,
        orcid: orcid || null,
        institutionId,
        language: letters,
      },
    });
  };
  const field: FieldProps = (name) => ({
    value: fields[name],
    onChange: (e: { currentTarget: { value: string } }) => setFields({ ...fields, [name]: e.currentTarget.value }),
    error: fieldError(send.error, `/${name}`),
  });
  return (
    <>
      <PageHead title={t('registration.title')} />
      <form className="form" onSubmit={submit}>
        <p className="sec">{t('registration.text')}</p>
        <ProblemNote problem={send.error} />
        <TextInput className="mid" label={t('email')} type="email" autoComplete="email" required {...field('email')} />
        <NameFields field={field} />
        <NativeSelect
          className="mid"
          label={t('registration.side')}
          description={t('registration.sideHint')}
          value={side}
          onChange={(e) => {
            setSide(e.currentTarget.value as AnySide);
            setInstitutionId(null);
          }}
        >
          {(['KG', 'CN', 'INT'] as const).map((s) => (
            <option key={s} value={s}>
              {c(`sides.${s}`)}
            </option>
          ))}
        </NativeSelect>
        <InstitutionPicker
          key={side}
          side={side}
          value={institutionId}
          onChange={setInstitutionId}
          error={missing && institutionId === null ? t('registration.institutionMissing') : fieldError(send.error, '/institutionId')}
        />
        <TextInput
          className="mid"
          label={t('registration.orcid')}
          description="0000-0000-0000-0000"
          pattern="\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
          {...field('orcid')}
        />
        <NativeSelect
          className="mid"
          label={t('registration.language')}
          value={letters}
          onChange={(e) => setLetters(e.currentTarget.value as Language)}
        >
          {(['ky', 'ru', 'zh-CN', 'en'] as const).map((l) => (
            <option key={l} value={l} lang={l}>
              {LANGUAGE_NAMES[l]}
            </option>
          ))}
        </NativeSelect>
        <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t('registration.send')}
          </Button>
        </p>
        <p className="sm">
          <Link to="/log-in">{t('registration.haveAccount')}</Link>
        </p>
      </form>
    </>
  );
}

/** A name in its parts; none of them is ever made from another. */
function NameFields({ field }: { field: FieldProps }): ReactNode {
  const { t } = useTranslation('account');
  const common = { className: 'mid', maxLength: 100 };
  return (
    <>
      <TextInput {...common} {...field('family')} label={t('registration.family')} description={t('registration.familyHint')} autoComplete="family-name" />
      <TextInput {...common} {...field('given')} label={t('registration.given')} autoComplete="given-name" required />
      <TextInput {...common} {...field('patronymic')} label={t('registration.patronymic')} autoComplete="additional-name" />
      <TextInput {...common} {...field('nativeName')} label={t('registration.nativeName')} description={t('registration.nativeNameHint')} />
    </>
  );
}
