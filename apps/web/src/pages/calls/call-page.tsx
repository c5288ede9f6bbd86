import { readCall } from '#libs/calls/shared/contract';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { CallStateTag } from '../../components/call-state.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { textIn } from '../../format/texts.js';
import { AmendedNote, EarlierEdition, Editions } from './editions.js';
import { ProposedAmendment } from './proposed-amendment.js';
import { CallText } from './call-text.js';
import type { Call } from './types.js';
import './call.css';

/** A call as everybody reads it; with `edition` in the address, an earlier text of it. */
export function CallPage(): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const { callId } = useParams({ from: '/calls/$callId' });
  const { edition } = useSearch({ from: '/calls/$callId' });
  const call = useAsk(readCall, { params: { id: callId } });
  if (call.error) throw call.error;
  if (!call.data) return <Skeleton />;
  const { content } = call.data;
  const earlier = edition !== undefined && edition !== call.data.edition ? edition : undefined;
  return (
    <>
      <PageHead
        title={textIn(content.title, language)}
        eyebrow={content.code}
        crumbs={[
          <Link key="calls" to="/calls">
            {t('list.title')}
          </Link>,
        ]}
        meta={<CallStateTag state={call.data.state} />}
      />
      <div className="cols">
        <div className="stack">
          {earlier === undefined ? (
            <>
              <ProposedAmendment call={call.data} />
              <AmendedNote call={call.data} />
              <CallText content={content} />
              {call.data.state === 'announced' && content.tieBreak?.last === 'lot' && <p><Link to="/calls/$callId/lot" params={{ callId }}>{t('lot.link')}</Link></p>}
              <Editions call={call.data} />
            </>
          ) : (
            <EarlierEdition call={call.data} number={earlier} />
          )}
        </div>
        <aside className="stack" aria-label={t('page.apply')}>
          <Apply call={call.data} />
        </aside>
      </div>
    </>
  );
}

function Apply({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const me = useMe();
  const text = useCodeText('common');
  const started = call.can.apply;
  return (
    <section className="card pad stack tight">
      <h2>{t('page.apply')}</h2>
      <p className="sm sec">{t('page.applyText')}</p>
      {me === null && call.state === 'open' && (
        <>
          <Link className="btn" to="/log-in" search={{ next: `/calls/${call.id}/apply` }}>
            {t('page.logIn')}
          </Link>
          <Link className="sm" to="/create-account">
            {t('page.createAccount')}
          </Link>
        </>
      )}
      {me && started.ok && (
        <Link className="btn" to="/calls/$callId/apply" params={{ callId: call.id }}>
          {t('page.start')}
        </Link>
      )}
      {(me || call.state !== 'open') && !started.ok && (
        <p className="sm strong">{text('reasons', started.code && started.code !== 'session.required' ? started.code : 'window.closed')}</p>
      )}
    </section>
  );
}
