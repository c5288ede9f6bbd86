import { answerAssignment, listMyAssignments, readMyAssignment } from '#libs/assignment/shared/contract';
import type { Request } from '#libs/kernel';
import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Words } from '../../components/words.js';
import { Choices } from '../desk/choices.js';
import type { MyAssignment } from './use-review.js';

type Answer = Request<typeof answerAssignment>['body'];

/** What an invited reviewer may know before accepting, and the answer: conflicts first. */
export function Invitation({ one }: { one: MyAssignment }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  return (
    <div className="cols">
      <div className="stack">
        <section>
          <h2>{t('invitation.abstract')}</h2>
          <p className="measure pre reading" lang={language === 'en' ? undefined : 'en'}>{one.abstractEn || '–'}</p>
        </section>
        <section>
          <h2>{t('invitation.institutions')}</h2>
          <ul className="pts">
            {one.institutions.map((x) => <li className="pt" key={x.side + x.name}>
              <SideMark side={x.side} />
              <span><Words>{x.name}</Words></span>
            </li>)}
          </ul>
        </section>
      </div>
      <AnswerForm one={one} />
    </div>
  );
}

function AnswerForm({ one }: { one: MyAssignment }): ReactNode {
  const { t } = useTranslation('reviews');
  const [conflict, setConflict] = useState<'yes' | 'no' | ''>('');
  const [reason, setReason] = useState('');
  const [accept, setAccept] = useState<'accept' | 'decline' | ''>('');
  const [why, setWhy] = useState<'expertise' | 'time' | ''>('');
  const [tried, setTried] = useState(false);
  const send = useSend(answerAssignment, [listMyAssignments, readMyAssignment]);
  const body = answerOf(conflict, reason, accept, why);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (body) send.mutate({ params: { id: one.id }, body });
  };
  const missing = (absent: boolean) => (tried && absent ? t('invitation.choose') : undefined);
  return (
    <form className="card pad stack answerform" onSubmit={submit} aria-label={t('invitation.answer')} noValidate>
      <div><h2>{t('invitation.answer')}</h2><p className="sec">{t('invitation.text')}</p></div>
      <ProblemNote problem={send.error} />
      <div>
        <Choices
          tall label={`1. ${t('invitation.conflict')}`} value={conflict} onChange={setConflict} error={missing(conflict === '')}
          options={[{ value: 'no', text: t('invitation.noConflict') }, { value: 'yes', text: t('invitation.hasConflict') }]}
        />
        <p className="xs mut hintline">{t('invitation.conflictHint')}</p>
      </div>
      {conflict === 'yes' && <Textarea
        label={t('invitation.conflictReason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={1000}
        error={missing(reason.trim() === '') ?? fieldError(send.error, '/conflictReason')}
      />}
      {conflict === 'yes' && <p className="sec">{t('invitation.conflictEnds')}</p>}
      {conflict === 'no' && <Choices
        label={`2. ${t('invitation.accept')}`} value={accept} onChange={setAccept} error={missing(accept === '')}
        options={[{ value: 'accept', text: t('invitation.yes') }, { value: 'decline', text: t('invitation.no') }]}
      />}
      {conflict === 'no' && accept === 'accept' && <p className="sec">{t('invitation.confidential')}</p>}
      {conflict === 'no' && accept === 'decline' && <Choices
        label={t('invitation.why')} value={why} onChange={setWhy} error={missing(why === '')}
        options={[{ value: 'expertise', text: t('invitation.reasons.expertise') }, { value: 'time', text: t('invitation.reasons.time') }]}
      />}
      {conflict === ''
        ? <p className="sec">{t('invitation.declareFirst')}</p>
        : <p className="acts">
          <Button type="submit" loading={send.isPending}>
            {t(conflict === 'yes' ? 'invitation.sendConflict' : accept === 'decline' ? 'invitation.sendDecline' : 'invitation.sendAccept')}
          </Button>
        </p>}
    </form>
  );
}

/** The answer as it is sent; undefined while something is not chosen. */
function answerOf(conflict: string, reason: string, accept: string, why: 'expertise' | 'time' | ''): Answer | undefined {
  if (conflict === 'yes') return reason.trim() === ''
    ? undefined
    : { conflict: true, conflictReason: reason, accept: false, declineReason: 'conflict' };
  if (conflict !== 'no' || accept === '') return undefined;
  if (accept === 'accept') return { conflict: false, accept: true };
  return why === '' ? undefined : { conflict: false, accept: false, declineReason: why };
}
