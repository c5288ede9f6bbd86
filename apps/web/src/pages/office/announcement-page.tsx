import { approveAnnouncement, listAnnouncements, listDecisions } from '#libs/awards/shared/contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { BothClocks } from '../../components/both-clocks.js';
import { ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { ApprovalBridge } from '../desk/approvals.js';
import { Confirm } from '../desk/confirm.js';
import { Kpis } from '../desk/desk.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { Letters, useLetters } from './letters-preview.js';
import { ProposeAnnouncement } from './propose-announcement.js';

export type Announcement = Result<typeof listAnnouncements>['items'][number];

/** The instant at which results open for both sides, and the letters that go out then. */
export function AnnouncementPage(): ReactNode {
  return <CallDesk tab="announcement">{(of) => <Announcements {...of} />}</CallDesk>;
}

function Announcements({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const found = useAsk(listAnnouncements, { params: { id: call.id } });
  const decisions = useAsk(listDecisions, { params: { id: call.id } });
  const open = (found.data?.items ?? []).filter((a) => a.state === 'proposed' || a.state === 'scheduled');
  const past = (found.data?.items ?? []).filter((a) => a.state === 'released' || a.state === 'withdrawn');
  const decided = decisions.data?.items.filter((d) => d.outcome).length ?? 0;
  return (
    <>
      <ProblemNote problem={found.error} />
      {found.isPending && <Skeleton />}
      {decisions.data && <Kpis items={[
        { label: t('announcement.decided'), value: decided, note: t('announcement.of', { number: decisions.data.items.length }) },
        { label: t('announcement.pending'), value: decisions.data.items.length - decided },
        {
          label: t('announcement.results.award'), value: decisions.data.items.filter((d) => d.outcome?.result === 'award').length,
          note: t('announcement.places', { number: call.content.places }),
        },
        { label: t('announcement.results.reserve'), value: decisions.data.items.filter((d) => d.outcome?.result === 'reserve').length },
        { label: t('announcement.results.refused'), value: decisions.data.items.filter((d) => d.outcome?.result === 'refused').length },
      ]} />}
      {open.map((a) => <Open key={a.id} one={a} side={side} />)}
      {found.data && open.length === 0 && call.state === 'deciding' && <ProposeAnnouncement call={call} side={side} decided={decided} />}
      {found.data && open.length === 0 && past.length === 0 && call.state !== 'deciding' && <p className="sec">{t('announcement.notYet')}</p>}
      {past.map((a) => <Past key={a.id} one={a} />)}
    </>
  );
}

function Open({ one, side }: { one: Announcement; side: OfCall['side'] }): ReactNode {
  const { t } = useTranslation('office');
  const letters = useLetters(one.id);
  return (
    <>
      <div className="pair">
        <section><h2>{t('announcement.instant')}</h2><div className="card pad"><BothClocks at={one.at} /></div></section>
        <section>
          <h2>{t('announcement.approvals')}</h2>
          <div className="card pad"><Approval one={one} side={side} letters={letters.data?.count} /></div>
        </section>
      </div>
      <section><h2>{t('announcement.covers')}</h2><Counts one={one} /></section>
      <section><h2>{t('letters.title')}</h2><Letters letters={letters} /></section>
    </>
  );
}

function Counts({ one }: { one: Announcement }): ReactNode {
  const { t } = useTranslation('office');
  return (
    <dl className="rows">
      <div><dt>{t('announcement.applications')}</dt><dd>{one.applications.length}</dd></div>
      {(['award', 'reserve', 'refused'] as const).map((result) => <div key={result}>
        <dt>{t(`announcement.results.${result}`)}</dt>
        <dd>{one.counts[result]}</dd>
      </div>)}
    </dl>
  );
}

function Approval({ one, side, letters }: { one: Announcement; side: OfCall['side']; letters: number | undefined }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const approve = useSend(approveAnnouncement, [listAnnouncements], () => setAsking(false));
  return (
    <>
      <ApprovalBridge
        approvals={one.approvals} done={t('announcement.scheduled')}
        action={side && one.can.approve.ok && <button className="btn" type="button" onClick={() => setAsking(true)}>{t('approveFor', { side })}</button>}
      />
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('announcement.confirm')}
        action={t('approveFor', { side: side ?? '' })} pending={approve.isPending} problem={approve.error}
        onConfirm={() => approve.mutate({ params: { id: one.id }, version: one.version })}
      >
        <p className="strong">{t('announcement.sends', { number: letters ?? '–', at: dayAndClock(one.at, language) })}</p>
        <p>{t('announcement.confirmText')}</p>
      </Confirm>
    </>
  );
}

function Past({ one }: { one: Announcement }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  return <section>
    <h2>
      {one.state === 'released'
        ? t('announcement.released', { at: dayAndClock(one.releasedAt ?? one.at, language) })
        : t('announcement.withdrawn')}
    </h2>
    <Counts one={one} />
    {one.state === 'released' && <p className="acts pager"><Link to="/admin/letters">{t('announcement.deliveries')}</Link></p>}
  </section>;
}
