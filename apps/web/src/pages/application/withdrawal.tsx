import { agreeToWithdrawal, giveNotice, listApplications, readApplication, readWithdrawal, takeBackNotice } from '#libs/applications/shared/contract';
import { isSide, type Result, type Side } from '#libs/kernel';
import { Button, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, DeckWords, type Pier } from '../../components/bridge.js';
import { Note } from '../../components/note.js';
import { Words } from '../../components/words.js';
import { capitalClock, capitalDay, dayAndClock, UTC_OFFSETS } from '../../format/dates.js';
import { Confirm } from '../desk/confirm.js';
import '../desk/desk.css';
import type { Application } from './types.js';

type Withdrawal = Result<typeof readWithdrawal>;
type Notice = NonNullable<Withdrawal['notice']>;
const STALE = [readWithdrawal, readApplication, listApplications];
const REASON_MAX = 2000;
/** A notice that was overtaken by these is no news any more. */
const ENDED: readonly Application['state'][] = ['awarded', 'on-reserve', 'refused', 'ineligible', 'not-submitted'];

/** Teams know of a withdrawal from the notice on, others once it has taken effect. */
function useWithdrawal(application: Application): Withdrawal | undefined {
  return useAsk(readWithdrawal, { params: { id: application.id } }, { when: application.mySide !== null || application.state === 'withdrawn' }).data;
}

/** A notice of withdrawal that runs, or by which the application was withdrawn, with what the viewer can do about it. */
export function WithdrawalNotice({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const found = useWithdrawal(application);
  if (!found?.notice || ENDED.includes(application.state)) return null;
  const { notice } = found;
  const alone = found.withdrawnAt !== null && !found.agreed && found.withdrawnAt < notice.effectiveFrom;
  return (
    <section>
      <h2>{t('withdrawal.title')}</h2>
      {alone ? <Note>{t('withdrawal.done', { at: dayAndClock(found.withdrawnAt ?? '', language) })}</Note> : <NoticeBridge found={found} notice={notice} application={application} />}
    </section>
  );
}

function NoticeBridge({ found, notice, application: { id, mySide } }: { found: Withdrawal; notice: Notice; application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const signed = (words: string, by: { name: string; at: string }): Pier => ({
    state: 'yes', words, details: <><p className="d"><Words>{by.name}</Words></p><p className="d">{dayAndClock(by.at, language)}</p></>,
  });
  const pier = (side: Side): Pier => {
    if (side === notice.side) return signed(t('withdrawal.gave'), notice);
    if (found.agreed) return signed(t('withdrawal.agreed'), found.agreed);
    return { state: 'wait', words: t('withdrawal.notAgreed') };
  };
  // An instant that binds is shown on the clock of the viewer's capital, named.
  const clock = mySide && isSide(mySide) ? mySide : notice.side;
  const due = `${capitalDay(notice.effectiveFrom, clock, language)}, ${capitalClock(notice.effectiveFrom, clock)} ${UTC_OFFSETS[clock]}`;
  const deck = found.withdrawnAt
    ? <DeckWords strong={t('withdrawal.done', { at: dayAndClock(found.withdrawnAt, language) })}>{!found.agreed && t('withdrawal.byTime')}</DeckWords>
    : <DeckWords strong={t('withdrawal.effectiveFrom', { at: due })}>{t('withdrawal.unless')}</DeckWords>;
  const act = found.can.agree.ok ? <Agree id={id} notice={notice} /> : found.can.takeBack.ok ? <TakeBack id={id} /> : undefined;
  return (
    <div className="card pad stack tight">
      <Bridge kg={pier('KG')} cn={pier('CN')} deck={deck} action={act} />
      {notice.reason && <p className="sm pre measure"><b>{t('withdrawal.reasonIs')}</b> {notice.reason}</p>}
    </div>
  );
}

function Agree({ id, notice }: { id: string; notice: Notice }): ReactNode {
  const { t } = useTranslation('application');
  const [asking, setAsking] = useState(false);
  const send = useSend(agreeToWithdrawal, STALE, () => setAsking(false));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('withdrawal.agree')}</Button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('withdrawal.agreeTitle')} action={t('withdrawal.withdrawNow')} pending={send.isPending} problem={send.error}
        onConfirm={() => send.mutate({ params: { id }, body: { notice: notice.id } })}
      >
        <p>{t('withdrawal.final')}</p>
      </Confirm>
    </>
  );
}

function TakeBack({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('application');
  const [asking, setAsking] = useState(false);
  const send = useSend(takeBackNotice, STALE, () => setAsking(false));
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{t('withdrawal.takeBack')}</Button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('withdrawal.takeBackTitle')} action={t('withdrawal.takeBackNow')} pending={send.isPending} problem={send.error}
        onConfirm={() => send.mutate({ params: { id } })}
      >
        <p>{t('withdrawal.takeBackText')}</p>
      </Confirm>
    </>
  );
}

/** For a lead while no notice runs: how to withdraw, and what it means. */
export function WithdrawalOffer({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const found = useWithdrawal(application);
  const send = useSend(giveNotice, STALE, () => { setAsking(false); setReason(''); });
  if (!found?.can.give.ok) return null;
  const text = found.atOnce ? t('withdrawal.textAlone') : t('withdrawal.text', { count: found.days });
  return (
    <section>
      <h2>{t('withdrawal.title')}</h2>
      <p className="sm sec measure">{text}</p>
      <p className="acts sectionacts">
        <Button variant="default" onClick={() => setAsking(true)}>{t('withdrawal.open')}</Button>
      </p>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('withdrawal.confirm')} action={found.atOnce ? t('withdrawal.withdrawNow') : t('withdrawal.give')} pending={send.isPending}
        problem={send.error} onConfirm={() => send.mutate({ params: { id: application.id }, body: { reason } })}
      >
        <p>{text}</p>
        <p>{t('withdrawal.final')}</p>
        <Textarea label={t('withdrawal.reason')} description={t('withdrawal.reasonHint')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={REASON_MAX} minRows={3} autosize />
      </Confirm>
    </section>
  );
}
