import { approveRanking, readRanking } from '#libs/scoring/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import type { Result } from '#libs/kernel';
import { Checkbox } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Empty, Skeleton } from '../../components/states.js';
import { ApprovalBridge, ApprovalMini } from '../desk/approvals.js';
import { Confirm } from '../desk/confirm.js';
import { Kpis } from '../desk/desk.js';
import { score } from '../desk/figures.js';
import { LotNote } from '../lot/lot-note.js';
import { PortfolioSection } from '../portfolio/portfolio.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { ChartLegend, spanOf } from './ranking-chart.js';
import { tiedAtFunding } from './ranking-order.js';
import { RankingTable } from './ranking-table.js';
import { useReason } from './reasons.js';

export type Ranking = Result<typeof readRanking>;

/** The ranked list: live while reviews come in, fixed once both sides have closed it. */
export function RankingPage(): ReactNode {
  return <CallDesk tab="ranking">{(of) => <Ranked {...of} />}</CallDesk>;
}

function Ranked({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const found = useAsk(readRanking, { params: { id: call.id } });
  const ranking = found.data;
  if (!ranking) return <><ProblemNote problem={found.error} />{found.isPending && <Skeleton lines={7} />}</>;
  return (
    <>
      <Kpis items={[
        { label: t('ranking.applications'), value: ranking.items.length },
        {
          label: t('ranking.above'), value: ranking.items.filter((x) => x.aboveThreshold).length,
          note: t('ranking.places', { number: call.content.places }),
        },
        { label: t('ranking.unranked'), value: ranking.items.filter((x) => !x.valid).length },
        { label: t('ranking.outstanding'), value: ranking.outstanding },
        { label: t('ranking.closing'), value: <ApprovalMini approvals={ranking.approvals} /> },
      ]} />
      <section><h2>{t('ranking.close')}</h2><div className="card pad"><Closing call={call} side={side} ranking={ranking} /></div></section>
      <section>
        <h2>{t('ranking.list')}</h2>
        {ranking.frozen && <LotNote callId={call.id} />}
        <Remarks ranking={ranking} places={call.content.places} />
        {ranking.items.length === 0
          ? <div className="card ranked"><Empty title={t('ranking.empty')}>{t('ranking.emptyText')}</Empty></div>
          : <>
            <ChartLegend span={spanOf(ranking, call)} calibrated={ranking.calibration !== null} />
            <RankingTable ranking={ranking} call={call} />
          </>}
      </section>
      {side && <PortfolioSection call={call} />}
    </>
  );
}

/** How to read the list, and what to beware of. */
function Remarks({ ranking, places }: { ranking: Ranking; places: number }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const { calibration } = ranking;
  return (
    <Note>
      <p>{t(ranking.frozen ? 'ranking.fixed' : 'ranking.live')}</p>
      {calibration && <p>{calibration.reviewerSd > 0 ? t('ranking.calibration', { sd: score(calibration.reviewerSd, language) }) : t('ranking.shrinkage')}</p>}
      {calibration && <p>{t('ranking.overlap')}</p>}
      {calibration && calibration.notes.length > 0 && <ul>{calibration.notes.map((note) => <li key={note}>{t(`ranking.notes.${note}`)}</li>)}</ul>}
      {tiedAtFunding(ranking.items, places) && <p>{t('ranking.tieAtFunding')}</p>}
    </Note>
  );
}

function Closing({ call, side, ranking }: OfCall & { ranking: Ranking }): ReactNode {
  const { t } = useTranslation('office');
  const reason = useReason();
  const [asking, setAsking] = useState(false);
  const [anyway, setAnyway] = useState(false);
  const approve = useSend(approveRanking, [readRanking, readCall], () => setAsking(false));
  const late = ranking.outstanding > 0;
  const action = side && (ranking.can.approve.ok
    ? <button className="btn" type="button" onClick={() => setAsking(true)}>{t('ranking.closeFor', { side })}</button>
    : ranking.approvals.includes(side) ? null : <span className="sec">{reason(ranking.can.approve.code)}</span>);
  return (
    <>
      <ApprovalBridge approvals={ranking.approvals} done={t('ranking.closed')} action={action} />
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('ranking.confirm')}
        action={t('ranking.closeFor', { side: side ?? '' })} ready={!late || anyway} pending={approve.isPending} problem={approve.error}
        onConfirm={() => approve.mutate({ params: { id: call.id }, body: { withOutstanding: late && anyway } })}
      >
        <p>{t('ranking.confirmText')}</p>
        {late && <Note kind="warn">{t('ranking.late', { number: ranking.outstanding })}</Note>}
        {late && <Checkbox
          label={t('ranking.anyway', { number: ranking.outstanding })} checked={anyway}
          onChange={(e) => setAnyway(e.currentTarget.checked)}
        />}
      </Confirm>
    </>
  );
}
