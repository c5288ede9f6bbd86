import { fileCheck, listApplications, readApplication, readChecks } from '#libs/applications/shared/contract';
import { SIDES, type Result, type Side } from '#libs/kernel';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, type Pier } from '../../components/bridge.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import '../application/application.css';
import { ApplicationText } from '../application/application-text.js';
import { WithdrawalNotice } from '../application/withdrawal.js';
import { Choices } from '../desk/choices.js';
import { Confirm } from '../desk/confirm.js';
import { CallDesk, type OfCall } from './call-desk.js';

type Checks = Result<typeof readChecks>;
const REASONS = ['team', 'institution', 'documents', 'budget', 'duration', 'theme', 'limits', 'integrity', 'other'] as const;

/** One application beside own side's eligibility check. */
export function CheckPage(): ReactNode {
  const { t } = useTranslation('office');
  const { callId, applicationId } = useParams({ from: '/signed-in/office/calls/$callId/checks/$applicationId' });
  const application = useAsk(readApplication, { params: { id: applicationId } });
  if (application.error && !application.data) throw application.error;
  const crumb = <Link key="checks" to="/office/calls/$callId/checks" params={{ callId }}>{t('tabs.checks')}</Link>;
  return (
    <CallDesk
      tab="checks" title={application.data ? t('checks.of', { number: application.data.number ?? '' }) : t('tabs.checks')}
      crumb={crumb}
    >
      {(of) => (application.data ? <Check key={applicationId} {...of} application={application.data} /> : <Skeleton lines={7} />)}
    </CallDesk>
  );
}

function Check({ call, side, application }: OfCall & { application: Result<typeof readApplication> }): ReactNode {
  const { t } = useTranslation('office');
  const checks = useAsk(readChecks, { params: { id: application.id } });
  return (
    <div className="cols checkcols">
      <section aria-label={t('checks.evidence')}>
        <h2>{t('checks.evidence')}</h2>
        {application.findings.length > 0 && <Note kind="warn">
          <b>{t('checks.findings')}</b>
          <ul>{application.findings.map((f) => <li key={f.code + f.pointer}>{f.detail}</li>)}</ul>
        </Note>}
        <ApplicationText application={application} call={call} />
      </section>
      <aside className="stack" aria-label={t('tabs.checks')}>
        <WithdrawalNotice application={application} />
        <ProblemNote problem={checks.error} />
        {checks.data && <section className="card pad"><ChecksBridge checks={checks.data} side={side} /></section>}
        {checks.data?.can.file.ok && side && <CheckForm id={application.id} side={side} />}
        <Next callId={call.id} after={application.id} />
      </aside>
    </div>
  );
}

/** Own side's check; the other one's stays sealed until both are filed. */
function ChecksBridge({ checks, side }: { checks: Checks; side: Side | null }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const both = SIDES.every((s) => checks.checks.some((c) => c.side === s));
  const pier = (of: Side): Pier => {
    const check = checks.checks.find((c) => c.side === of);
    if (!check) return of === side ? { state: 'wait', words: t('checks.notFiled') } : { state: 'sealed' };
    return {
      state: check.verdict === 'pass' ? 'yes' : 'no', words: t(`checks.verdicts.${check.verdict}`),
      details: <>
        {check.reason && <p className="d"><Reason code={check.reason} /></p>}
        {check.note && <p className="d pre">{check.note}</p>}
        <p className="d">{dayAndClock(check.at, language)}</p>
      </>,
    };
  };
  const deck = both ? t(checks.checks.every((c) => c.verdict === 'pass') ? 'checks.passed' : 'checks.failed') : t('checks.sealed');
  return <Bridge kg={pier('KG')} cn={pier('CN')} deck={<span>{deck}</span>} seal="check" />;
}

/** A reason in words; codes of other clients stay as they are. */
function Reason({ code }: { code: string }): ReactNode {
  const { t } = useTranslation('office');
  const known = REASONS.find((r) => r === code);
  return known ? t(`checks.reasons.${known}`) : code;
}

function CheckForm({ id, side }: { id: string; side: Side }): ReactNode {
  const { t } = useTranslation('office');
  const [verdict, setVerdict] = useState<'pass' | 'fail' | ''>('');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const send = useSend(fileCheck, [readChecks, listApplications, readApplication], () => setAsking(false));
  const ready = verdict === 'pass' || (verdict === 'fail' && reason !== '');
  const check = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (ready) setAsking(true);
  };
  const file = () => {
    if (verdict !== '') send.mutate({ params: { id }, body: { verdict, reason: verdict === 'fail' ? reason : null, note } });
  };
  return (
    <form className="card pad stack" onSubmit={check} aria-label={t('checks.form', { side })}>
      <h2>{t('checks.form', { side })}</h2>
      <Choices
        label={t('checks.verdict')} value={verdict} onChange={setVerdict}
        error={tried && verdict === '' ? t('checks.chooseVerdict') : undefined}
        options={[{ value: 'pass', text: t('checks.verdicts.pass') }, { value: 'fail', text: t('checks.verdicts.fail') }]}
      />
      {verdict === 'fail' && (
        <NativeSelect
          label={t('checks.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)}
          error={(tried && reason === '' ? t('checks.chooseReason') : undefined) ?? fieldError(send.error, '/reason')}
        >
          <option value="">{t('choose')}</option>
          {REASONS.map((r) => <option key={r} value={r}>{t(`checks.reasons.${r}`)}</option>)}
        </NativeSelect>
      )}
      <Textarea
        label={t('checks.note')} description={t('checks.noteHint')} value={note} onChange={(e) => setNote(e.currentTarget.value)}
        maxLength={4000} minRows={3} error={fieldError(send.error, '/note')}
      />
      <p className="acts"><Button type="submit">{t('checks.file')}</Button></p>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('checks.confirm', { side })} action={t('checks.fileNow')}
        pending={send.isPending} problem={send.error} onConfirm={file}
      >
        <p className="strong">{verdict && t(`checks.verdicts.${verdict}`)}{verdict === 'fail' && <>: <Reason code={reason} /></>}</p>
        <p>{t('checks.confirmText')}</p>
      </Confirm>
    </form>
  );
}

/** The next submitted application of the call. */
function Next({ callId, after }: { callId: string; after: string }): ReactNode {
  const { t } = useTranslation('office');
  const open = useAsk(listApplications, { query: { callId, state: 'submitted', limit: 200 } });
  const items = open.data?.items ?? [];
  const next = items[items.findIndex((a) => a.id === after) + 1];
  if (!next || next.id === after) return null;
  return <p>
    <Link to="/office/calls/$callId/checks/$applicationId" params={{ callId, applicationId: next.id }}>
      {t('checks.next', { number: next.number ?? '' })}
    </Link>
  </p>;
}
