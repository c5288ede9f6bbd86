import { readMatrix } from '#libs/assignment/shared/contract';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../api/queries.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { Choices } from '../desk/choices.js';
import { Pager } from '../desk/desk.js';
import type { ApplicationSummary } from './all-applications.js';
import { AssignmentMatrix, cellId, MatrixLegend, type Matrix, type PairRef } from './assignment-matrix.js';
import type { Assignments } from './assignment-page.js';
import { AssignmentTable } from './assignment-table.js';
import type { OfCall } from './call-desk.js';
import { PairExplanation } from './pair-explanation.js';

interface WorkbenchProps { call: OfCall['call']; applications: readonly ApplicationSummary[]; items: Assignments['items']; published: boolean }
const ROUTE = '/office/calls/$callId/assignment';
const VIEWS = ['matrix', 'list'] as const;
const PAGE = 50;

/** Who could review what and who does: a matrix, or on narrow screens a list by application; a chosen pair is explained beside it. The address keeps all of it. */
export function Workbench({ call, applications, items, published }: WorkbenchProps): ReactNode {
  const { t } = useTranslation('office');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/office/calls/$callId/assignment' });
  const isWide = useMediaQuery('(min-width: 600px)', true, { getInitialValueInEffect: false });
  const pair = search.application && search.reviewer ? { applicationId: search.application, personId: search.reviewer } : undefined;
  const go = (change: Partial<typeof search>) => navigate({ to: ROUTE, params: { callId: call.id }, search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const choose = (one: PairRef) => void go({ application: one.applicationId, reviewer: one.personId });
  const close = () => {
    void go({ application: undefined, reviewer: undefined });
    if (pair) document.getElementById(cellId(pair))?.focus();
  };
  const view = isWide ? search.view ?? 'matrix' : 'list';
  return (
    <div className="stack tight">
      {isWide && <Choices
        label={t('workbench.view')} value={view} onChange={(value) => void go({ view: value === 'list' ? 'list' : undefined })}
        options={VIEWS.map((value) => ({ value, text: t(`workbench.views.${value}`) }))}
      />}
      <div className={pair ? 'bench open' : 'bench'}>
        {view === 'list'
          ? <AssignmentTable call={call} applications={applications} items={items} published={published} onChoose={choose} />
          : <MatrixPart call={call} pair={pair} published={published} onChoose={choose} onSearch={(q) => void go({ q: q === '' ? undefined : q, cursor: undefined })} />}
        {pair && <PairExplanation
          key={cellId(pair)} call={call} pair={pair} application={applications.find((a) => a.id === pair.applicationId)}
          onClose={close}
        />}
      </div>
    </div>
  );
}

interface PartProps { call: OfCall['call']; pair: PairRef | undefined; published: boolean; onChoose: (pair: PairRef) => void; onSearch: (q: string) => void }

function MatrixPart({ call, pair, published, onChoose, onSearch }: PartProps): ReactNode {
  const { t } = useTranslation('office');
  const search = useSearch({ from: '/signed-in/office/calls/$callId/assignment' });
  const [q, setQ] = useState(search.q ?? '');
  const send = useDebouncedCallback(onSearch, 300);
  const query = { limit: PAGE, ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }) };
  const found = useQuery({ ...ask(readMatrix, { params: { id: call.id }, query }), placeholderData: keepPreviousData });
  const to = (cursor: string | undefined, text: string) => <Link to={ROUTE} params={{ callId: call.id }} search={(old) => ({ ...old, cursor })}>{text}</Link>;
  const missing = found.data && !published ? locksAhead(found.data) : 0;
  return (
    <div className="stack tight">
      {missing > 0 && <Note kind="warn">{t('workbench.waiting', { number: missing })}</Note>}
      <div className="card">
        <div className="benchbar">
          <TextInput type="search" label={t('workbench.search')} value={q} onChange={(e) => { setQ(e.currentTarget.value); send(e.currentTarget.value.trim()); }} />
        </div>
        <ProblemNote problem={found.error} />
        {found.isPending && <div className="pad"><Skeleton lines={6} /></div>}
        {found.data && found.data.items.length > 0 && <AssignmentMatrix call={call} matrix={found.data} chosen={pair} onChoose={onChoose} />}
        {found.data && found.data.items.length === 0 && <p className="pad sec">{t('workbench.nothing')}</p>}
        <MatrixLegend />
      </div>
      <Pager first={search.cursor && to(undefined, t('workbench.first'))} next={found.data?.nextCursor && to(found.data.nextCursor, t('workbench.next'))} />
    </div>
  );
}

/** Locked pairs that the draft does not hold yet. */
function locksAhead(matrix: Matrix): number {
  return matrix.items.reduce((sum, row) => sum + row.locked.filter((n) => !row.assigned.some((s) => s.reviewer === n)).length, 0);
}
