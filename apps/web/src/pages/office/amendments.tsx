import { approveAmendment, listAmendments, listCalls, listEditions, readCall, withdrawAmendment } from '#libs/calls/shared/contract';
import type { Result, Side } from '#libs/kernel';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { dayAndClock } from '../../format/dates.js';
import { textIn } from '../../format/texts.js';
import { ChangeTable } from '../calls/changes.js';
import { ApprovalBridge } from '../desk/approvals.js';
import { Confirm } from '../desk/confirm.js';
import type { OfCall } from './call-desk.js';

type Amendment = Result<typeof listAmendments>['items'][number];

/** The amendment that is proposed, with its approvals, and what became of the earlier ones. */
export function Amendments({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const list = useAsk(listAmendments, { params: { id: call.id } });
  const items = list.data?.items ?? [];
  if (items.length === 0) return <ProblemNote problem={list.error} />;
  const open = items.find((a) => a.state === 'proposed');
  const ended = items.filter((a) => a.endedAt);
  return (
    <section>
      <h2>{t('amendments.title')}</h2>
      <div className="stack tight">
        {open && <Open call={call} side={side} amendment={open} />}
        {ended.length > 0 && <ul className="card pad sm">
          {ended.map((a) => <li key={a.revision}>{t('amendments.ended', { revision: a.revision, side: a.side, state: t(`amendments.states.${a.state}`), at: dayAndClock(a.endedAt ?? '', language) })}</li>)}
        </ul>}
      </div>
    </section>
  );
}

function Open({ call, side, amendment: a }: OfCall & { amendment: Amendment }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [asking, setAsking] = useState<'approve' | 'withdraw'>();
  const stale = [listAmendments, listEditions, readCall, listCalls];
  const done = () => setAsking(undefined);
  const approve = useSend(approveAmendment, stale, done);
  const withdraw = useSend(withdrawAmendment, stale, done);
  const params = { id: call.id, revision: a.revision };
  const approvedAt = (of: Side) => {
    const at = a.approvals.find((p) => p.side === of)?.at;
    return at && <p className="d">{dayAndClock(at, language)}</p>;
  };
  return (
    <div className="card pad stack tight">
      <p className="strong">{t('amendments.proposed', { side: a.side, at: dayAndClock(a.proposedAt, language) })}</p>
      <p className="measure pre">{textIn(a.note, language)}</p>
      <ChangeTable before={call.content} after={a.content} label={t('amendments.title')} />
      <ApprovalBridge
        approvals={a.approvals.map((p) => p.side)} done="" details={approvedAt}
        action={side && a.can.approve.ok && <button className="btn" type="button" onClick={() => setAsking('approve')}>{t('amendments.approve', { side })}</button>}
      />
      {a.can.withdraw.ok && <p className="acts"><button className="btn quiet s" type="button" onClick={() => setAsking('withdraw')}>{t('amendments.withdraw')}</button></p>}
      <Confirm
        opened={asking === 'approve'} onClose={done} title={t('amendments.confirm')} action={t('amendments.approve', { side: side ?? '' })} pending={approve.isPending} problem={approve.error}
        onConfirm={() => approve.mutate({ params })}
      >
        <p>{t('amendments.confirmText')}</p>
      </Confirm>
      <Confirm
        opened={asking === 'withdraw'} onClose={done} title={t('amendments.confirmWithdraw')} action={t('amendments.withdraw')} pending={withdraw.isPending} problem={withdraw.error}
        onConfirm={() => withdraw.mutate({ params })}
      >
        <p>{t('amendments.withdrawText')}</p>
      </Confirm>
    </div>
  );
}
