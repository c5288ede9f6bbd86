import { readCall } from '#libs/calls/shared/contract';
import { readPublishedLot } from '#libs/scoring/shared/lot-contract';
import { isProblem, SIDES } from '#libs/kernel';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { textIn } from '../../format/texts.js';
import { CheckLot } from './check-lot.js';

/** The lot of a call with announced results, for everybody: what both sides filed, the order of awarded applications, and how to check it. */
export function PublishedLotPage(): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const { callId } = useParams({ from: '/calls/$callId/lot' });
  const call = useAsk(readCall, { params: { id: callId } });
  const lot = useAsk(readPublishedLot, { params: { id: callId } });
  const none = isProblem(lot.error) && lot.error.status === 404;
  if (call.error) throw call.error;
  if (lot.error && !none) throw lot.error;
  if (!call.data) return <Skeleton />;
  return (
    <>
      <PageHead
        title={t('lot.title')} eyebrow={call.data.content.code}
        crumbs={[<Link key="calls" to="/calls">{t('list.title')}</Link>, <Link key="call" to="/calls/$callId" params={{ callId }}>{textIn(call.data.content.title, language)}</Link>]}
        meta={lot.data && <span>{dayAndClock(lot.data.drawnAt, language)}</span>}
      />
      {none && <div className="card"><Empty title={t('lot.none')} /></div>}
      {lot.data && (
        <div className="stack">
          <p className="measure">{t('lot.text')}</p>
          <section>
            <h2>{t('lot.order')}</h2>
            {lot.data.groups.map((group) => <ol key={group[0]} className="callthemes one">{group.map((number) => <li key={number}>{number}</li>)}</ol>)}
          </section>
          <dl className="rows">
            {SIDES.flatMap((side) => [
              <div key={`c${side}`}><dt>{t('lot.commitment', { side })}</dt><dd className="mono">{lot.data.commitments[side]}</dd></div>,
              <div key={`s${side}`}><dt>{t('lot.secret', { side })}</dt><dd className="mono pre">{lot.data.secrets[side]}</dd></div>,
            ])}
          </dl>
          <CheckLot callId={callId} code={lot.data.call} draw={lot.data} by={readPublishedLot} />
        </div>
      )}
    </>
  );
}
