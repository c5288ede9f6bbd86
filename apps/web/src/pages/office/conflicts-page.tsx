import { listConflicts } from '#libs/conflicts/shared/contract';
import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { dayAndClock } from '../../format/dates.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { AskConflict, ReportConflict } from './conflict-forms.js';

const SHOWN = 200;

/** Who may not judge what, and why; found from the facts or told by people. */
export function ConflictsPage(): ReactNode {
  return <CallDesk tab="conflicts">{(of) => <Conflicts {...of} />}</CallDesk>;
}

function Conflicts({ call }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
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
                  </tr>
                </thead>
                <tbody>
                  {found.slice(0, SHOWN).map((c) => (
                    <tr key={c.personId + c.applicationId + c.kind}>
                      <th scope="row"><Words>{c.name}</Words></th><td>{c.number ?? '–'}</td><td>{t(`conflicts.kinds.${c.kind}`)}</td><td>{c.reason || '–'}</td>
                      <td>
                        <span className={c.state === 'dismissed' ? 'tag' : 'tag bad'}>{t(`conflicts.states.${c.state}`)}</span>
                        {c.at && <span className="under">{dayAndClock(c.at, language)}</span>}
                      </td>
                    </tr>
                  ))}
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
