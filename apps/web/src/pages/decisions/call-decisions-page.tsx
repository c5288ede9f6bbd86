import { listDecisions } from '#libs/awards/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { SideMark } from '../../components/side-mark.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { money, number } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { LotNote } from '../lot/lot-note.js';
import { Desk, sideAs } from '../desk/desk.js';
import { SHOWN, type Shown } from '../desk/filters.js';
import { PortfolioSection } from '../portfolio/portfolio.js';
import { DecisionCard, type Decision, type Decisions } from './decision-card.js';
import './decisions.css';

/** The ranked applications of a call with own votes, and outcomes once both sides have voted. */
export function CallDecisionsPage(): ReactNode {
  const { callId } = useParams({ from: '/signed-in/decisions/$callId' });
  const call = useAsk(readCall, { params: { id: callId } });
  const decisions = useAsk(listDecisions, { params: { id: callId } });
  const failed = call.error ?? decisions.error;
  if (failed && !(call.data && decisions.data)) throw failed;
  return (
    <Desk roles={['chair', 'officer', 'auditor']}>
      {call.data && decisions.data ? <List call={call.data} decisions={decisions.data} /> : <Skeleton lines={7} />}
    </Desk>
  );
}

function List({ call, decisions }: { call: Call; decisions: Decisions }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const me = useMe();
  const side = sideAs(me, 'chair');
  const show = useSearch({ from: '/signed-in/decisions/$callId' }).show ?? 'all';
  const mine = (d: Decision) => d.votes.some((v) => v.side === side);
  const keeps: Record<Shown, (d: Decision) => boolean> = {
    all: () => true, 'to-vote': (d) => d.can.vote.ok, sealed: (d) => !d.outcome && !d.withdrawn, open: (d) => d.outcome !== null,
  };
  const items = decisions.items.filter(keeps[show]);
  return (
    <>
      <PageHead
        title={t('pageTitle')} eyebrow={`${call.content.code} · ${textIn(call.content.title, language)}`} crumbs={[<Link key="all" to="/decisions">{t('title')}</Link>]}
        aside={side && <p className="sec">{t('youVoted', { done: decisions.items.filter(mine).length, all: decisions.items.length })}</p>}
      />
      <div className="cols">
        <div className="stack cards">
          <LotNote callId={call.id} />
          <Filter callId={call.id} show={show} counts={(s) => decisions.items.filter(keeps[s]).length} />
          {items.length === 0 && <div className="card"><Empty title={t('nothing')}>{t('nothingText')}</Empty></div>}
          {items.map((d) => <DecisionCard key={d.applicationId} decision={d} call={call} side={side} />)}
        </div>
        <aside className="stack" aria-label={t('aside')}><Money decisions={decisions} /><Table /></aside>
      </div>
      {side && <PortfolioSection call={call} />}
    </>
  );
}

function Filter({ callId, show, counts }: { callId: string; show: Shown; counts: (show: Shown) => number }): ReactNode {
  const { t } = useTranslation('decisions');
  const navigate = useNavigate();
  const choose = (next: string) =>
    void navigate({
      to: '/decisions/$callId', params: { callId }, search: { show: next === 'all' ? undefined : next as Shown }, replace: true,
    });
  return (
    <div className="deskbar">
      <NativeSelect label={t('show.label')} value={show} onChange={(e) => choose(e.currentTarget.value)}>
        {SHOWN.map((s) => <option key={s} value={s}>{t(`show.${s}`)} ({counts(s)})</option>)}
      </NativeSelect>
    </div>
  );
}

function Money({ decisions }: { decisions: Decisions }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const budget = Number(decisions.budget.amount);
  const share = budget > 0 ? Math.min(1, Number(decisions.awardedSum.amount) / budget) : 0;
  return (
    <section>
      <h2>{t('budget.title')}</h2>
      <div className="card pad stack tight">
        <div>
          <p className="sec">{t('budget.awarded')}</p>
          <p className="strong bigsum">{money(decisions.awardedSum, language)}</p>
          <p className="sec">{t('budget.of', { budget: money(decisions.budget, language) })}</p>
        </div>
        <div className="pb" aria-hidden="true"><i style={{ width: `${share * 100}%` }} /></div>
        <p>{t('budget.places', { done: number(decisions.awarded, language), all: number(decisions.places, language) })}</p>
      </div>
    </section>
  );
}

const VALUES = ['yes', 'reserve', 'no'] as const;

/** What the two votes make together. */
function Table(): ReactNode {
  const { t } = useTranslation('decisions');
  const cell = (kg: string, cn: string) => {
    if (kg === 'no' && cn === 'no') return t('joint.both');
    if (kg === 'no' || cn === 'no') return t('joint.by', { side: kg === 'no' ? 'KG' : 'CN' });
    return kg === 'yes' && cn === 'yes' ? <b>{t('joint.award')}</b> : t('joint.reserve');
  };
  return (
    <section>
      <h2>{t('joint.title')}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('joint.title')}>
        <table className="out">
          <caption className="vh">{t('joint.caption')}</caption>
          <thead>
            <tr><td rowSpan={2} /><th scope="colgroup" colSpan={3}><SideMark side="CN" /></th></tr>
            <tr>{VALUES.map((cn) => <th scope="col" key={cn}>{t(`values.${cn}`)}</th>)}</tr>
          </thead>
          <tbody>
            {VALUES.map((kg) => <tr key={kg}>
              <th scope="row"><SideMark side="KG" /> {t(`values.${kg}`)}</th>
              {VALUES.map((cn) => <td key={cn}>{cell(kg, cn)}</td>)}
            </tr>)}
          </tbody>
        </table>
      </div>
    </section>
  );
}
