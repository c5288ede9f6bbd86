import { approveAssignments, listAssignments, RUN_MODES, runAssignment, type RunMode } from '#libs/assignment/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import type { Result } from '#libs/kernel';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { Empty, Skeleton } from '../../components/states.js';
import { ApprovalBridge, ApprovalMini } from '../desk/approvals.js';
import { Confirm } from '../desk/confirm.js';
import { Choices } from '../desk/choices.js';
import { Kpis } from '../desk/desk.js';
import { score } from '../desk/figures.js';
import { useAllApplications } from './all-applications.js';
import { AssignmentJob } from './assignment-job.js';
import { RunFound } from './run-found.js';
import { Workbench } from './workbench.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { useReason } from './reasons.js';

export type Assignments = Result<typeof listAssignments>;

/** The draft of who reviews what: run, corrected by hand, approved by both sides, published. */
export function AssignmentPage(): ReactNode {
  return <CallDesk tab="assignment">{(of) => <Assignment {...of} />}</CallDesk>;
}

function Assignment({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const found = useAsk(listAssignments, { params: { id: call.id } });
  const applications = useAllApplications(call.id);
  const published = found.data?.approvals.length === 2;
  return (
    <>
      <ProblemNote problem={found.error ?? applications.error} />
      {found.isPending && <Skeleton lines={7} />}
      {found.data && (
        <>
          <Figures found={found.data} applications={applications.data?.length ?? 0} />
          <div className="pair">
            <section><h2>{t('assignment.run')}</h2><Run call={call} found={found.data} published={published} /></section>
            <section>
              <h2>{t('assignment.approval')}</h2>
              <div className="card pad"><Approval call={call} side={side} found={found.data} /></div>
            </section>
          </div>
          <section>
            <h2>{t('assignment.list')}</h2>
            {applications.data?.length === 0 && <div className="card">
              <Empty title={t('assignment.noApplications')}>{t('assignment.noApplicationsText')}</Empty>
            </div>}
            {applications.data && applications.data.length > 0 && <Workbench call={call} applications={applications.data} items={found.data.items} published={published} />}
          </section>
        </>
      )}
    </>
  );
}

function Figures({ found, applications }: { found: Assignments; applications: number }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  return (
    <Kpis items={[
      { label: t('assignment.total'), value: score(found.total, language) },
      { label: t('assignment.lowest'), value: found.lowest === null ? '–' : score(found.lowest, language) },
      { label: t('assignment.pairs'), value: found.items.length, note: t('assignment.ofApplications', { number: applications }) },
      { label: t('assignment.declined'), value: found.items.filter((a) => a.state === 'declined' || a.state === 'void').length },
      { label: t('assignment.approval'), value: <ApprovalMini approvals={found.approvals} /> },
    ]} />
  );
}

function Run({ call, found, published }: { call: OfCall['call']; found: Assignments; published: boolean }): ReactNode {
  const { t } = useTranslation('office');
  const reason = useReason();
  const navigate = useNavigate();
  const [mode, setMode] = useState<RunMode>('total');
  const { job } = useSearch({ from: '/signed-in/office/calls/$callId/assignment' });
  const follow = (jobId: string) =>
    navigate({ to: '/office/calls/$callId/assignment', params: { callId: call.id }, search: (old) => ({ ...old, job: jobId }), replace: true });
  const run = useSend(runAssignment, [], (answer) => follow(answer.jobId));
  const can = found.can.run;
  return (
    <div className="card pad stack tight">
      <p className="sec">{published ? t('assignment.isPublished') : t('assignment.runText')}</p>
      <ProblemNote problem={run.error} />
      {!published && <Choices
        label={t('workbench.mode')} value={mode} onChange={setMode} options={RUN_MODES.map((value) => ({ value, text: t(`workbench.modes.${value}`) }))}
      />}
      {!published && (
        <p className="acts">
          <button
            className={found.items.length > 0 ? 'btn two' : 'btn'} type="button" disabled={!can.ok || run.isPending}
            onClick={() => run.mutate({ params: { id: call.id }, body: { mode } })}
          >
            {t(found.items.length > 0 ? 'assignment.runAgain' : 'assignment.runNow')}
          </button>
          {!can.ok && <span className="sec">{reason(can.code)}</span>}
        </p>
      )}
      {job && <AssignmentJob key={job} id={job} />}
      {found.run && <RunFound run={found.run} />}
    </div>
  );
}

function Approval({ call, side, found }: OfCall & { found: Assignments }): ReactNode {
  const { t } = useTranslation('office');
  const reason = useReason();
  const [asking, setAsking] = useState(false);
  const approve = useSend(approveAssignments, [listAssignments, readCall], () => setAsking(false));
  const can = found.can.approve;
  const action = side && (can.ok
    ? <button className="btn" type="button" onClick={() => setAsking(true)}>{t('approveFor', { side })}</button>
    : found.approvals.includes(side) ? null : <span className="sec">{reason(can.code)}</span>);
  return (
    <>
      <ApprovalBridge approvals={found.approvals} done={t('assignment.published')} action={action} />
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('assignment.confirm')}
        action={t('approveFor', { side: side ?? '' })} pending={approve.isPending} problem={approve.error}
        onConfirm={() => approve.mutate({ params: { id: call.id } })}
      >
        <p>{t('assignment.confirmText', { number: found.items.filter((a) => a.state === 'proposed').length })}</p>
      </Confirm>
    </>
  );
}
