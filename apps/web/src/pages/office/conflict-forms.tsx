import { listReviewers } from '#libs/assignment/shared/contract';
import { askConflict, listConflicts, reportConflict } from '#libs/conflicts/shared/contract';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { ownTitle } from '../../format/titles.js';
import { useAllApplications } from './all-applications.js';

interface ApplicationSelectProps { callId: string; value: string; onChange: (id: string) => void; error?: string | undefined }

/** One of the call's submitted applications, by number. */
export function ApplicationSelect({ callId, value, onChange, error }: ApplicationSelectProps): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const all = useAllApplications(callId);
  return (
    <NativeSelect label={t('application')} value={value} onChange={(e) => onChange(e.currentTarget.value)} required error={error}>
      <option value="">{t('choose')}</option>
      {(all.data ?? []).map((a) => <option key={a.id} value={a.id}>{a.number} {ownTitle(a, language).text}</option>)}
    </NativeSelect>
  );
}

/** Records a conflict that an officer knows of. */
export function ReportConflict({ callId }: { callId: string }): ReactNode {
  const { t } = useTranslation('office');
  const [applicationId, setApplication] = useState('');
  const [email, setEmail] = useState('');
  const [reason, setReason] = useState('');
  const send = useSend(reportConflict, [listConflicts, askConflict], () => { setEmail(''); setReason(''); });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ params: { id: applicationId }, body: { email, reason } });
  };
  return (
    <section className="card">
      <h2>{t('conflicts.report')}</h2>
      <form className="pad stack tight" onSubmit={submit} aria-label={t('conflicts.report')}>
        <ProblemNote problem={send.error} />
        {send.isSuccess && <Note kind="ok" live>{t('conflicts.reported', { name: send.data.name, number: send.data.number ?? '' })}</Note>}
        <ApplicationSelect callId={callId} value={applicationId} onChange={setApplication} />
        <TextInput
          label={t('email')} type="email" value={email} onChange={(e) => setEmail(e.currentTarget.value)} required
          error={fieldError(send.error, '/email')}
        />
        <Textarea
          label={t('conflicts.why')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required minRows={2}
          maxLength={1000} error={fieldError(send.error, '/reason')}
        />
        <p className="acts"><Button type="submit" loading={send.isPending}>{t('conflicts.record')}</Button></p>
      </form>
    </section>
  );
}

/** "May this person review that application?", before anyone is invited. */
export function AskConflict({ callId }: { callId: string }): ReactNode {
  const { t } = useTranslation('office');
  const [applicationId, setApplication] = useState('');
  const [personId, setPerson] = useState('');
  const pool = useAsk(listReviewers, { params: { id: callId } });
  const both = applicationId !== '' && personId !== '';
  const answer = useAsk(askConflict, { params: { id: applicationId, personId } }, { when: both });
  return (
    <section className="card">
      <h2>{t('conflicts.ask')}</h2>
      <div className="pad stack tight">
        <ApplicationSelect callId={callId} value={applicationId} onChange={setApplication} />
        <NativeSelect label={t('person')} value={personId} onChange={(e) => setPerson(e.currentTarget.value)}>
          <option value="">{t('choose')}</option>
          {(pool.data?.items ?? []).map((r) => <option key={r.personId} value={r.personId}>{r.side} {r.name}</option>)}
        </NativeSelect>
        <ProblemNote problem={answer.error} />
        <div aria-live="polite">
          {!both && <p className="sec">{t('conflicts.askHint')}</p>}
          {both && answer.data && (answer.data.may
            ? <Note kind="ok">{t('conflicts.may')}</Note>
            : <Note kind="bad">
              <b>{t('conflicts.mayNot')}</b>
              <ul>{answer.data.kinds.map((kind) => <li key={kind}>{t(`conflicts.kinds.${kind}`)}</li>)}</ul>
            </Note>)}
        </div>
      </div>
    </section>
  );
}
