import { addAssignment, explainPair, liftOverride, listAssignments, listReviewers, readMatrix, removeAssignment, setOverride } from '#libs/assignment/shared/contract';
import type { Result } from '#libs/kernel';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Icon } from '../../components/icon.js';
import { Note, ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Skeleton } from '../../components/states.js';
import { Title } from '../../components/title.js';
import { Words } from '../../components/words.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import type { ApplicationSummary } from './all-applications.js';
import type { PairRef } from './assignment-matrix.js';
import type { OfCall } from './call-desk.js';
import { Evidence, Price } from './pair-evidence.js';
import './matrix.css';

export type Explanation = Result<typeof explainPair>;
type Reviewer = Result<typeof listReviewers>['items'][number];
interface WhyProps { call: OfCall['call']; pair: PairRef; application: ApplicationSummary | undefined; onClose: () => void }

/** Why a pair fits as it does, what stands between it, what an override costs, and the acts on it. */
export function PairExplanation({ call, pair, application, onClose }: WhyProps): ReactNode {
  const { t } = useTranslation('office');
  const head = useRef<HTMLHeadingElement>(null);
  const why = useAsk(explainPair, { params: { id: call.id, ...pair } });
  const pool = useAsk(listReviewers, { params: { id: call.id } });
  const reviewer = pool.data?.items.find((r) => r.personId === pair.personId);
  useEffect(() => { head.current?.focus(); }, []);
  return (
    <section className="card why" aria-labelledby="why-head" onKeyDown={(e) => { if (e.key === 'Escape') onClose(); }}>
      <div className="hd">
        <h3 id="why-head" tabIndex={-1} ref={head}>{t('workbench.why')}</h3>
        <button className="btn quiet" type="button" aria-label={t('workbench.close')} onClick={onClose}><Icon name="cross" /></button>
      </div>
      <div className="bd">
        {reviewer && <div>
          <p className="strong"><Words>{reviewer.name}</Words> <SideMark side={reviewer.side} /></p>
          {application && <p className="sec"><Title of={application} /> · {application.number}</p>}
        </div>}
        <ProblemNote problem={why.error ?? pool.error} />
        {why.isPending && <Skeleton lines={5} />}
        {why.data && reviewer && <Found call={call} pair={pair} why={why.data} reviewer={reviewer} />}
      </div>
    </section>
  );
}

function Found({ call, pair, why, reviewer }: { call: OfCall['call']; pair: PairRef; why: Explanation; reviewer: Reviewer }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  return (
    <>
      {why.conflicts.length > 0
        ? <Note kind="bad"><b>{t('workbench.conflict')}</b> {why.conflicts.map((kind) => t(`conflicts.kinds.${kind}`)).join(', ')}</Note>
        : <p>{t('workbench.clean')}</p>}
      <div className="part">
        <p className="strong">{t('assignment.affinity')} {score(why.affinity, language)}</p>
        <p className="sec">{why.source === 'set' ? t('workbench.set') : t('workbench.computed')}</p>
        <Evidence why={why} theme={themeName(call, why.theme.code, language)} />
      </div>
      <div className="part">
        <p>{t('reviewers.load')}: <b>{t('reviewers.loadOf', { load: why.load, min: why.minLoad, max: why.maxLoad })}</b></p>
        {why.assigned && <p>{t(`assignment.states.${why.assigned.state}`)}</p>}
        {why.override && <p className="strong">{t(`workbench.${why.override}`)}</p>}
      </div>
      {why.can.override.ok && why.conflicts.length === 0 && <div className="part"><Price why={why} /></div>}
      {why.can.override.ok && <Acts callId={call.id} pair={pair} why={why} email={reviewer.email} />}
    </>
  );
}

/** What officers may settle: lock, ban, and put in or take out of the draft at once. */
function Acts({ callId, pair, why, email }: { callId: string; pair: PairRef; why: Explanation; email: string }): ReactNode {
  const { t } = useTranslation('office');
  const stale = [explainPair, listAssignments, listReviewers, readMatrix];
  const settle = useSend(setOverride, stale);
  const lift = useSend(liftOverride, stale);
  const add = useSend(addAssignment, stale);
  const remove = useSend(removeAssignment, stale);
  const params = { id: callId, ...pair };
  const busy = [settle, lift, add, remove].some((act) => act.isPending);
  const clean = why.conflicts.length === 0;
  const act = (text: string, run: () => void) => <button className="btn two" type="button" disabled={busy} onClick={run}>{text}</button>;
  const { assigned } = why;
  return (
    <div className="part" aria-live="polite">
      <ProblemNote problem={settle.error ?? lift.error ?? add.error ?? remove.error} />
      <p className="acts">
        {why.override === null && clean && act(t('workbench.lock'), () => settle.mutate({ params, body: { kind: 'locked' } }))}
        {why.override === null && clean && act(t('workbench.ban'), () => settle.mutate({ params, body: { kind: 'banned' } }))}
        {why.override !== null && act(t(why.override === 'locked' ? 'workbench.unlock' : 'workbench.lift'), () => lift.mutate({ params }))}
        {!assigned && clean && why.override !== 'banned' && act(t('assignment.addNow'), () => add.mutate({ params: { id: callId }, body: { applicationId: pair.applicationId, email } }))}
        {assigned?.state === 'proposed' && act(t('workbench.takeOut'), () => remove.mutate({ params: { id: assigned.id } }))}
      </p>
    </div>
  );
}
