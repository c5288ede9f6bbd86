import { listApplications } from '#libs/applications/shared/contract';
import { listAnnouncements } from '#libs/awards/shared/contract';
import { listAssignments } from '#libs/assignment/shared/contract';
import { listAmendments, listCalls, readCall } from '#libs/calls/shared/contract';
import { readRanking } from '#libs/scoring/shared/contract';
import { readLot } from '#libs/scoring/shared/lot-contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { CallStateTag } from '../../components/call-state.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { day } from '../../format/dates.js';
import { textIn } from '../../format/texts.js';
import { Desk, sideAs } from '../desk/desk.js';
import type { Tab } from './call-desk.js';

type Summary = Result<typeof listCalls>['items'][number];

/** An officer's calls, each with what it needs from their side now. */
export function OfficePage(): ReactNode {
  const { t } = useTranslation('office');
  const calls = useAsk(listCalls, { query: { limit: 100 } });
  return (
    <Desk roles={['officer']}>
      <PageHead title={t('title')} aside={<Link className="btn" to="/office/calls/new">{t('newCall')}</Link>} />
      <ProblemNote problem={calls.error} />
      {calls.isPending && <Skeleton />}
      {calls.data?.items.length === 0 && <div className="card"><Empty title={t('noCalls')}>{t('noCallsText')}</Empty></div>}
      {calls.data && calls.data.items.length > 0 && (
        <section className="card">
          <table className="tbl records">
            <thead>
              <tr>
                <th scope="col">{t('call')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('closes')}</th>
                <th scope="col">{t('needsYou')}</th>
              </tr>
            </thead>
            <tbody>{calls.data.items.map((call) => <Row key={call.id} call={call} />)}</tbody>
          </table>
        </section>
      )}
    </Desk>
  );
}

function Row({ call }: { call: Summary }): ReactNode {
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">
        <Link to="/office/calls/$callId" params={{ callId: call.id }}>{textIn(call.title, language)}</Link>
        <span className="under">{call.code}</span>
      </th>
      <td><CallStateTag state={call.state} /></td>
      <td>{day(call.closesAt, language)}</td>
      <td><Needs call={call} /></td>
    </tr>
  );
}

/** The next step of a call for the officer's side, told by its state. */
export function Needs({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  switch (call.state) {
    case 'draft':
    case 'awaiting-approval': return <NeedsApproval call={call} />;
    case 'published':
    case 'open': return <NeedsAmendment call={call} />;
    case 'closed': return <NeedsChecks call={call} />;
    case 'reviewing': return <NeedsClosing call={call} />;
    case 'deciding': return <NeedsLot call={call} />;
    default: return <span className="sec">{t('needs.nothing')}</span>;
  }
}

function To({ call, tab, children }: { call: Summary; tab: Tab; children: ReactNode }): ReactNode {
  const params = { callId: call.id };
  return tab === 'overview'
    ? <Link to="/office/calls/$callId" params={params}>{children}</Link>
    : <Link to={`/office/calls/$callId/${tab}`} params={params}>{children}</Link>;
}

function NeedsApproval({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const one = useAsk(readCall, { params: { id: call.id } });
  if (!one.data) return '–';
  return one.data.can.approve.ok
    ? <To call={call} tab="overview">{t('needs.approve')}</To>
    : <span className="sec">{t('needs.otherSide')}</span>;
}

function NeedsAmendment({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const list = useAsk(listAmendments, { params: { id: call.id } });
  const proposed = list.data?.items.find((a) => a.state === 'proposed');
  if (!proposed) return <span className="sec">{t('needs.nothing')}</span>;
  return proposed.can.approve.ok ? <To call={call} tab="overview">{t('needs.approveAmendment')}</To> : <span className="sec">{t('needs.otherSide')}</span>;
}

function NeedsChecks({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const open = useAsk(listApplications, { query: { callId: call.id, state: 'submitted', limit: 1 } });
  const assignments = useAsk(listAssignments, { params: { id: call.id } });
  const side = sideAs(useMe(), 'officer');
  if (!open.data || !assignments.data) return '–';
  if (open.data.items.length > 0) return <To call={call} tab="checks">{t('needs.checks')}</To>;
  if (assignments.data.items.length === 0) return <To call={call} tab="assignment">{t('needs.assign')}</To>;
  return side && assignments.data.approvals.includes(side)
    ? <span className="sec">{t('needs.otherSide')}</span>
    : <To call={call} tab="assignment">{t('needs.approveAssignment')}</To>;
}

function NeedsClosing({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const ranking = useAsk(readRanking, { params: { id: call.id } });
  if (!ranking.data) return '–';
  if (!ranking.data.can.approve.ok) return <span className="sec">{t('needs.otherSide')}</span>;
  return <To call={call} tab="ranking">
    {ranking.data.outstanding > 0 ? t('needs.outstanding', { number: ranking.data.outstanding }) : t('needs.close')}
  </To>;
}

/** An own step of an open lot comes first; votes and announcement do not wait for the other side's. */
function NeedsLot({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const lot = useAsk(readLot, { params: { id: call.id } });
  if (!lot.data) return '–';
  const { can, rounds } = lot.data;
  const step = can.commit.ok ? t('needs.lotCommit') : can.reveal.ok ? t('needs.lotReveal') : can.startAgain.ok && rounds.at(-1)?.again.length ? t('needs.lotAgain') : null;
  return step ? <Link to="/office/calls/$callId/lot" params={{ callId: call.id }}>{step}</Link> : <NeedsAnnouncement call={call} />;
}

function NeedsAnnouncement({ call }: { call: Summary }): ReactNode {
  const { t } = useTranslation('office');
  const list = useAsk(listAnnouncements, { params: { id: call.id } });
  if (!list.data) return '–';
  const proposed = list.data.items.find((a) => a.state === 'proposed');
  if (proposed?.can.approve.ok) return <To call={call} tab="announcement">{t('needs.approveAnnouncement')}</To>;
  if (proposed) return <span className="sec">{t('needs.otherSide')}</span>;
  return list.data.items.some((a) => a.state === 'scheduled')
    ? <span className="sec">{t('needs.scheduled')}</span>
    : <To call={call} tab="announcement">{t('needs.announce')}</To>;
}
