import { readCall } from '#libs/calls/shared/contract';
import type { Side } from '#libs/kernel';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { CallStateTag } from '../../components/call-state.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { Desk, holds, sideAs, type Role } from '../desk/desk.js';
import './office.css';

export const TABS = ['overview', 'checks', 'reviewers', 'conflicts', 'assignment', 'ranking', 'announcement'] as const;
export type Tab = (typeof TABS)[number];
/** Pages that others than officers read as well. */
const READERS: Partial<Record<Tab, readonly Role[]>> = { ranking: ['officer', 'chair', 'auditor'] };
export interface OfCall { call: Call; side: Side | null }

export interface CallDeskProps { tab: Tab; title?: string; crumb?: ReactNode; children: (of: OfCall) => ReactNode }

/** The frame of an officer's page about a call: which call, its state, and the ways to those of its other pages that the person may open. */
export function CallDesk({ tab, title, crumb, children }: CallDeskProps): ReactNode {
  const { callId } = useParams({ strict: false });
  const me = useMe();
  const call = useAsk(readCall, { params: { id: callId ?? '' } });
  if (call.error && !call.data) throw call.error;
  return (
    <Desk roles={READERS[tab] ?? ['officer']}>
      {call.data
        ? <Frame call={call.data} tab={tab} title={title} crumb={crumb}>{children({ call: call.data, side: sideAs(me, 'officer') })}</Frame>
        : <Skeleton lines={7} />}
    </Desk>
  );
}

function Frame({ call, tab, title, crumb, children }: {
  call: Call;
  tab: Tab;
  title: string | undefined;
  crumb: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('office');
  const { t: m } = useTranslation('me');
  const language = useLanguage();
  const params = { callId: call.id };
  const me = useMe();
  const officer = holds(me, 'officer');
  const tabs = TABS.filter((one) => (READERS[one] ?? ['officer']).some((role) => holds(me, role)));
  return (
    <>
      <PageHead
        title={title ?? t(`tabs.${tab}`)} eyebrow={`${call.content.code} · ${textIn(call.content.title, language)}`} aside={<CallStateTag state={call.state} />}
        crumbs={[officer ? <Link key="office" to="/office">{t('title')}</Link> : <Link key="me" to="/me">{m('title')}</Link>, ...(crumb ? [crumb] : [])]}
      />
      <nav className="tabs" aria-label={t('parts')}>
        <ul>
          {tabs.map((one) => (
            <li key={one}>
              {one === 'overview'
                ? <Link to="/office/calls/$callId" params={params} activeOptions={{ exact: true }}>{t('tabs.overview')}</Link>
                : <Link to={`/office/calls/$callId/${one}`} params={params}>{t(`tabs.${one}`)}</Link>}
            </li>
          ))}
          <li><Link to="/decisions/$callId" params={params}>{t('tabs.decisions')}</Link></li>
        </ul>
      </nav>
      <div className="stack">{children}</div>
    </>
  );
}
