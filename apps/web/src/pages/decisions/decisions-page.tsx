import { listCalls } from '#libs/calls/shared/contract';
import { listDecisions } from '#libs/awards/shared/contract';
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
import { textIn } from '../../format/texts.js';
import { Desk, sideAs } from '../desk/desk.js';

const DECIDED = ['deciding', 'announced', 'archived'];

/** Calls whose applications are or were decided. */
export function DecisionsPage(): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const calls = useAsk(listCalls, { query: { limit: 100 } });
  const items = (calls.data?.items ?? []).filter((c) => DECIDED.includes(c.state));
  return (
    <Desk roles={['chair', 'officer', 'auditor']}>
      <PageHead title={t('title')} />
      <ProblemNote problem={calls.error} />
      {calls.isPending && <Skeleton />}
      {calls.data && items.length === 0 && <div className="card"><Empty title={t('empty')}>{t('emptyText')}</Empty></div>}
      {items.length > 0 && (
        <section className="card">
          <table className="tbl records">
            <thead>
              <tr>
                <th scope="col">{t('call')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('yourVotes')}</th>
                <th scope="col">{t('open')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((call) => (
                <tr key={call.id}>
                  <th scope="row">
                    <Link to="/decisions/$callId" params={{ callId: call.id }}>{textIn(call.title, language)}</Link>
                    <span className="under">{call.code}</span>
                  </th>
                  <td><CallStateTag state={call.state} /></td>
                  <Votes callId={call.id} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Desk>
  );
}

function Votes({ callId }: { callId: string }): ReactNode {
  const { t } = useTranslation('decisions');
  const me = useMe();
  const side = sideAs(me, 'chair');
  const decisions = useAsk(listDecisions, { params: { id: callId } });
  const items = decisions.data?.items;
  if (!items) return <><td>–</td><td>–</td></>;
  return (
    <>
      <td>{side ? t('votedOf', { done: items.filter((d) => d.votes.some((v) => v.side === side)).length, all: items.length }) : '–'}</td>
      <td>{t('votedOf', { done: items.filter((d) => d.outcome).length, all: items.length })}</td>
    </>
  );
}
