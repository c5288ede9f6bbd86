import { listReviewers } from '#libs/assignment/shared/contract';
import { ANY_SIDES, type AnySide, type Result } from '#libs/kernel';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { themeName } from '../desk/call-texts.js';
import { Kpis } from '../desk/desk.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { ReviewerImport } from './reviewer-import.js';

type Reviewer = Result<typeof listReviewers>['items'][number];
const SHOWN = 100;

/** The reviewer pool of a call with loads, and its import. */
export function ReviewersPage(): ReactNode {
  return <CallDesk tab="reviewers">{(of) => <Pool {...of} />}</CallDesk>;
}

function Pool({ call }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const pool = useAsk(listReviewers, { params: { id: call.id } });
  const [q, setQ] = useState('');
  const [side, setSide] = useState<AnySide | ''>('');
  const all = pool.data?.items ?? [];
  const wanted = q.trim().toLocaleLowerCase();
  const found = all.filter((r) =>
    (side === '' || r.side === side) && [r.name, r.email, r.institution, ...r.keywords].join(' ').toLocaleLowerCase().includes(wanted));
  return (
    <>
      {all.length > 0 && <Kpis items={ANY_SIDES.map((s) =>
        ({
          label: t('reviewers.ofSide', { side: s }), value: all.filter((r) => r.side === s).length,
          note: t('reviewers.canTake', { number: all.filter((r) => r.side === s).reduce((sum, r) => sum + r.maxLoad, 0) }),
        }))} />}
      <ReviewerImport callId={call.id} />
      <ProblemNote problem={pool.error} />
      {pool.isPending && <Skeleton />}
      {pool.data && all.length === 0 && <div className="card"><Empty title={t('reviewers.empty')}>{t('reviewers.emptyText')}</Empty></div>}
      {all.length > 0 && (
        <section>
          <h2>{t('reviewers.pool')}</h2>
          <div className="deskbar filterbar">
            <TextInput type="search" label={t('reviewers.search')} value={q} onChange={(e) => setQ(e.currentTarget.value)} />
            <NativeSelect label={t('side')} value={side} onChange={(e) => setSide(e.currentTarget.value as AnySide | '')}>
              <option value="">{t('bothSides')}</option>
              {ANY_SIDES.map((s) => <option key={s} value={s}>{s}</option>)}
            </NativeSelect>
          </div>
          <div className="card"><Table rows={found.slice(0, SHOWN)} call={call} /></div>
          {found.length > SHOWN && <p className="sec">{t('shownOf', { shown: SHOWN, all: found.length })}</p>}
        </section>
      )}
    </>
  );
}

function Table({ rows, call }: { rows: readonly Reviewer[]; call: OfCall['call'] }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  return (
    <table className="tbl records">
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('side')}</th>
          <th scope="col">{t('institution')}</th>
          <th scope="col">{t('reviewers.expertise')}</th>
          <th scope="col" className="num">{t('reviewers.load')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.personId}>
            <th scope="row"><Words>{r.name}</Words><span className="under">{r.email}</span></th>
            <td><SideMark side={r.side} /></td>
            <td><Words>{r.institution}</Words></td>
            <td>{r.themes.map((x) => themeName(call, x, language)).join(', ')}<span className="under">{r.keywords.join(', ')}</span></td>
            <td className="num">{t('reviewers.loadOf', { load: r.load, min: r.minLoad, max: r.maxLoad })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
