import { approveCall, listCalls, readCall } from '#libs/calls/shared/contract';
import type { Side } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { BothClocks } from '../../components/both-clocks.js';
import { capitalClock, capitalDay, dayAndClock, UTC_OFFSETS } from '../../format/dates.js';
import { money, number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { ApprovalBridge } from '../desk/approvals.js';
import { Confirm } from '../desk/confirm.js';
import { Kpis } from '../desk/desk.js';
import { Amendments } from './amendments.js';
import { CallDesk, type OfCall } from './call-desk.js';

/** A call as both sides approve it. */
export function OverviewPage(): ReactNode {
  return <CallDesk tab="overview">{(of) => <Overview {...of} />}</CallDesk>;
}

function Overview({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const c = call.content;
  return (
    <>
      <Kpis items={[
        { label: t('overview.places'), value: number(c.places, language) }, { label: t('overview.budget'), value: money(c.budget, language) },
        { label: t('overview.cap'), value: money(c.cap, language) }, {
          label: t('overview.floor'), value: c.floor ? money(c.floor, language) : t('overview.none'),
        },
        { label: t('overview.months'), value: number(c.maxMonths, language) },
      ]} />
      <section><h2>{t('overview.publication')}</h2><div className="card pad"><Publication call={call} side={side} /></div></section>
      <Amendments call={call} side={side} />
      <div className="pair">
        <section><h2>{t('overview.closes')}</h2><div className="card pad"><BothClocks at={c.closesAt} /></div></section>
        <section><h2>{t('overview.rules')}</h2><Rules call={call} /></section>
      </div>
      <p className="acts">
        <Link to="/calls/$callId" params={{ callId: call.id }}>{t('overview.preview')}</Link>
        {call.can.amend.ok && <Link to="/office/calls/$callId/amend" params={{ callId: call.id }}>{t('overview.amend')}</Link>}
        {call.can.edit.ok && <Link to="/office/calls/$callId/edit" params={{ callId: call.id }}>{t('overview.edit')}</Link>}
      </p>
    </>
  );
}

function Rules({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const c = call.content;
  const opens = (side: 'KG' | 'CN') => `${capitalDay(c.opensAt, side, language)}, ${capitalClock(c.opensAt, side)} ${UTC_OFFSETS[side]}`;
  return (
    <dl className="rows">
      <div><dt>{t('overview.opens')}</dt><dd>KG {opens('KG')}<br />CN {opens('CN')}</dd></div>
      <div><dt>{t('overview.themes')}</dt><dd>{c.themes.map((x) => textIn(x.names, language)).join('; ')}</dd></div>
      <div>
        <dt>{t('overview.criteria')}</dt>
        <dd>{c.criteria.map((k) => <p key={k.code}>{textIn(k.names, language)}, {percent(k.weight, language)}</p>)}</dd>
      </div>
      <div><dt>{t('overview.threshold')}</dt><dd>{percent(c.overallThreshold, language)}</dd></div>
      <div>
        <dt>{t('overview.reviewers')}</dt>
        <dd>KG {c.reviewersPerSide.KG}, CN {c.reviewersPerSide.CN}, INT {c.internationalReviewers}</dd>
      </div>
      <div><dt>{t('overview.revision')}</dt><dd>{call.revision}</dd></div>
    </dl>
  );
}

function Publication({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const approve = useSend(approveCall, [readCall, listCalls], () => setAsking(false));
  const approvedAt = (of: Side) => {
    const at = call.publicationApprovals.find((a) => a.side === of)?.at;
    return at && <p className="d">{dayAndClock(at, language)}</p>;
  };
  return (
    <>
      <ApprovalBridge
        approvals={call.publicationApprovals.map((a) => a.side)} done={t('overview.published')} details={approvedAt}
        action={side && call.can.approve.ok && <button className="btn" type="button" onClick={() => setAsking(true)}>{t('approveFor', { side })}</button>}
      />
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('overview.confirm')}
        action={t('approveFor', { side: side ?? '' })} pending={approve.isPending} problem={approve.error}
        onConfirm={() => approve.mutate({ params: { id: call.id }, version: call.version })}
      >
        <p>{t('overview.confirmText')}</p>
      </Confirm>
    </>
  );
}
