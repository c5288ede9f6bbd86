import { listConflicts } from '#libs/conflicts/shared/contract';
import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { ProblemNote } from '../../components/note.js';
import { Empty, Skeleton } from '../../components/states.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { AskConflict, ReportConflict } from './conflict-forms.js';
import { ConflictRow } from './conflict-row.js';

const SHOWN = 200;

/** Who may not judge what, and why; found from the facts or told by people. */
export function ConflictsPage(): ReactNode {
  return <CallDesk tab="conflicts">{(of) => <Conflicts {...of} />}</CallDesk>;
}

function Conflicts({ call }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const conflicts = useAsk(listConflicts, { params: { id: call.id } });
  const [q, setQ] = useState('');
  const wanted = q.trim().toLocaleLowerCase();
  const all = conflicts.data?.items ?? [];
  const found = all.filter((c) => `${c.name} ${c.number ?? ''}`.toLocaleLowerCase().includes(wanted));
  return (
    <>
      <div className="pair"><ReportConflict callId={call.id} /><AskConflict callId={call.id} /></div>
      <section>
        <h2>{t('conflicts.known')}</h2>
        <ProblemNote problem={conflicts.error} />
        {conflicts.isPending && <Skeleton />}
        {conflicts.data && all.length === 0 && <div className="card"><Empty title={t('conflicts.empty')}>{t('conflicts.emptyText')}</Empty></div>}
        {all.length > 0 && (
          <>
            <div className="deskbar filterbar">
              <TextInput type="search" label={t('conflicts.search')} value={q} onChange={(e) => setQ(e.currentTarget.value)} />
            </div>
            <div className="card">
              <table className="tbl records">
                <thead>
                  <tr>
                    <th scope="col">{t('person')}</th>
                    <th scope="col">{t('application')}</th>
                    <th scope="col">{t('conflicts.kind')}</th>
                    <th scope="col">{t('conflicts.reason')}</th>
                    <th scope="col">{t('state')}</th>
                    <th scope="col">{t('conflicts.decide.title')}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.slice(0, SHOWN).map((c) => <ConflictRow key={c.personId + c.applicationId + c.kind} one={c} />)}
                </tbody>
              </table>
            </div>
            {found.length > SHOWN && <p className="sec">{t('shownOf', { shown: SHOWN, all: found.length })}</p>}
          </>
        )}
      </section>
    </>
  );
}
