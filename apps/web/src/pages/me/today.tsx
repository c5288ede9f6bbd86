import { listCalls } from '#libs/calls/shared/contract';
import { listDecisions } from '#libs/awards/shared/contract';
import { listDeliveries } from '#libs/notifications/shared/contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import type { Me } from '../../app/session.js';
import { SideMark } from '../../components/side-mark.js';
import { textIn } from '../../format/texts.js';
import type { Role } from '../desk/desk.js';
import { Needs } from '../office/office-page.js';

type Call = Result<typeof listCalls>['items'][number];
const MANY = 100;
const OVER: readonly Call['state'][] = ['announced', 'archived', 'cancelled'];
const RANKED: readonly Call['state'][] = ['reviewing', 'deciding', 'announced'];

/** Where each role does its work. */
const DESKS = { officer: '/office', chair: '/decisions', auditor: '/audit', administrator: '/admin/people' } as const;

/** What each role of a person has to do now, with the way to it. */
export function Today({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation('me');
  return me.roles.map((one) => (
    <section className="card task" key={one.role + (one.side ?? '')} aria-label={t(`roles.${one.role}`)}>
      <h3>{t(`roles.${one.role}`)} {one.side && <SideMark side={one.side} />}</h3>
      <ul className="ruled"><Tasks role={one.role} /></ul>
      <p><Link to={DESKS[one.role]}>{t(`roles.desks.${one.role}`)}</Link></p>
    </section>
  ));
}

function Tasks({ role }: { role: Role }): ReactNode {
  switch (role) {
    case 'officer': return <OfCalls when={(c) => !OVER.includes(c.state)}>{(c) => <Needs call={c} />}</OfCalls>;
    case 'chair': return <OfCalls when={(c) => c.state === 'deciding'}>{(c) => <Votes call={c} />}</OfCalls>;
    case 'auditor': return <OfCalls when={(c) => RANKED.includes(c.state)}>{(c) => <Records call={c} />}</OfCalls>;
    case 'administrator': return <FailedLetters />;
  }
}

/** One line a call that is in the state for something. */
function OfCalls({ when, children }: { when: (call: Call) => boolean; children: (call: Call) => ReactNode }): ReactNode {
  const { t } = useTranslation('me');
  const language = useLanguage();
  const calls = useAsk(listCalls, { query: { limit: MANY } });
  const items = (calls.data?.items ?? []).filter(when);
  if (calls.data && items.length === 0) return <li className="sec">{t('today.nothing')}</li>;
  return items.map((c) => <li key={c.id}>{textIn(c.title, language)}<span className="under">{c.code}</span><p>{children(c)}</p></li>);
}

function Votes({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('me');
  const decisions = useAsk(listDecisions, { params: { id: call.id } });
  if (!decisions.data) return '–';
  const count = decisions.data.items.filter((d) => d.can.vote.ok).length;
  const params = { callId: call.id };
  return (
    <span className="acts">
      {count === 0
        ? <span className="sec">{t('today.nothing')}</span>
        : <Link to="/decisions/$callId" params={params} search={{ show: 'to-vote' }}>{t('today.votes', { count })}</Link>}
      <Link to="/office/calls/$callId/ranking" params={params}>{t('today.ranking')}</Link>
    </span>
  );
}

function Records({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('me');
  const params = { callId: call.id };
  return (
    <span className="acts">
      <Link to="/office/calls/$callId/ranking" params={params}>{t('today.ranking')}</Link>
      {call.state !== 'reviewing' && <Link to="/decisions/$callId" params={params}>{t('today.decisions')}</Link>}
    </span>
  );
}

/** Letters that did not arrive; those whose fate is unknown wait for an officer as well. */
function FailedLetters(): ReactNode {
  const { t } = useTranslation('me');
  const failed = useAsk(listDeliveries, { query: { limit: MANY, state: 'failed' } });
  const uncertain = useAsk(listDeliveries, { query: { limit: MANY, state: 'uncertain' } });
  if (!failed.data || !uncertain.data) return <li>–</li>;
  const lines = ([['failed', failed.data.items.length], ['uncertain', uncertain.data.items.length]] as const).filter(([, count]) => count > 0);
  return (
    <>
      {lines.length === 0 && <li className="sec">{t('today.nothing')}</li>}
      {lines.map(([state, count]) => <li key={state}><Link to="/admin/letters" search={{ state }}>{t(`today.${state}`, { count })}</Link></li>)}
      <li><Link to="/admin/letters">{t('today.deliveries')}</Link></li>
    </>
  );
}
