import { cancelJob, explainPair, listAssignments, listReviewers, readJob, readMatrix } from '#libs/assignment/shared/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, keyOf, useSend } from '../../api/queries.js';
import { Note, ProblemNote } from '../../components/note.js';
import { InfeasibleNote } from './infeasible.js';

const POLL_MS = 800;

/** How far a run is; it goes on without this page, whose address keeps it. */
export function AssignmentJob({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('office');
  const queries = useQueryClient();
  const job = useQuery({
    ...ask(readJob, { params: { id } }),
    refetchInterval: (query) => (['queued', 'running'].includes(query.state.data?.state ?? 'queued') ? POLL_MS : false),
  });
  const cancel = useSend(cancelJob, [readJob]);
  const state = job.data?.state;
  useEffect(() => {
    if (state !== 'done') return;
    for (const one of [listAssignments, listReviewers, readMatrix, explainPair]) void queries.invalidateQueries({ queryKey: keyOf(one) });
  }, [state, queries]);
  if (job.error && !job.data) return <ProblemNote problem={job.error} />;
  const running = state === undefined || state === 'queued' || state === 'running';
  const progress = job.data?.progress ?? 0;
  return (
    <div aria-live="polite" className="stack tight">
      {running && (
        <>
          <p className="strong" id="job-label">{t(state === 'running' ? 'job.running' : 'job.queued')} <span className="sec">{t('job.progress', { progress })}</span></p>
          <div className="pb" role="progressbar" aria-labelledby="job-label" aria-valuenow={progress} aria-valuemin={0} aria-valuemax={100}>
            <i style={{ width: `${progress}%` }} />
          </div>
          <p className="acts">
            <button className="btn two" type="button" disabled={cancel.isPending} onClick={() => cancel.mutate({ params: { id } })}>
              {t('job.cancel')}
            </button>
            <span className="sec">{t('job.leave')}</span>
          </p>
        </>
      )}
      <ProblemNote problem={cancel.error} />
      {state === 'done' && <Note kind="ok">{t('job.doneText')}</Note>}
      {state === 'failed' && <Note kind="bad"><b>{t('job.failed')}</b>{job.data?.infeasible ? <InfeasibleNote why={job.data.infeasible} /> : <p>{job.data?.detail ?? job.data?.problem}</p>}</Note>}
      {state === 'cancelled' && <Note>{t('job.cancelled')}</Note>}
    </div>
  );
}
