import { createApplication, listApplications } from '#libs/applications/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { textIn } from '../../format/texts.js';

export function StartApplicationPage(): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const navigate = useNavigate();
  const { callId } = useParams({ from: '/signed-in/calls/$callId/apply' });
  const call = useAsk(readCall, { params: { id: callId } });
  const [title, setTitle] = useState('');
  const [theme, setTheme] = useState('');
  const [months, setMonths] = useState('');
  const send = useSend(createApplication, [listApplications], (answer) =>
    navigate({ to: '/applications/$applicationId', params: { applicationId: answer.id } }),
  );
  if (call.error && !call.data) throw call.error;
  if (!call.data) return <Skeleton />;
  const { content } = call.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ body: { callId, theme, months: Number(months || content.maxMonths), titleEn: title } });
  };
  return (
    <>
      <PageHead
        title={t('start.title')}
        crumbs={[
          <Link key="calls" to="/calls">
            {t('list.title')}
          </Link>,
          <Link key="call" to="/calls/$callId" params={{ callId }}>
            {textIn(content.title, language)}
          </Link>,
        ]}
      />
      <form className="form" onSubmit={submit}>
        <p className="sec">{t('start.text')}</p>
        <ProblemNote problem={send.error} />
        <TextInput
          label={t('start.titleEn')}
          description={t('start.titleHint')}
          lang="en"
          value={title}
          onChange={(e) => setTitle(e.currentTarget.value)}
          required
          maxLength={300}
          error={fieldError(send.error, '/titleEn')}
        />
        <NativeSelect
          className="mid"
          label={t('start.theme')}
          value={theme}
          onChange={(e) => setTheme(e.currentTarget.value)}
          required
          error={fieldError(send.error, '/theme')}
        >
          <option value="">{t('start.choose')}</option>
          {content.themes.map((x) => (
            <option key={x.code} value={x.code}>
              {textIn(x.names, language)}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          className="short"
          label={t('start.months')}
          description={t('start.monthsHint', { count: content.maxMonths })}
          inputMode="numeric"
          pattern="[0-9]{1,3}"
          value={months}
          onChange={(e) => setMonths(e.currentTarget.value)}
          required
          error={fieldError(send.error, '/months')}
        />
        <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t('start.send')}
          </Button>
        </p>
      </form>
    </>
  );
}
