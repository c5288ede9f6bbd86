import { listAssignments, listReviewers, removeAssignment } from '#libs/assignment/shared/contract';
import { ANY_SIDES, type AnySide } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Title } from '../../components/title.js';
import { Words } from '../../components/words.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import { AddReviewer } from './add-reviewer.js';
import type { ApplicationSummary } from './all-applications.js';
import { cellId, type PairRef } from './assignment-matrix.js';
import type { Assignments } from './assignment-page.js';
import type { OfCall } from './call-desk.js';

type One = Assignments['items'][number];
interface TableProps {
  call: OfCall['call'];
  applications: readonly ApplicationSummary[];
  items: readonly One[];
  published: boolean;
  onChoose: (pair: PairRef) => void;
}
const OUT = ['declined', 'void'];
const SHOWN = 100;

/** Applications down, sides across; on narrow screens one application after the other. */
export function AssignmentTable({ call, applications, items, published, onChoose }: TableProps): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [q, setQ] = useState('');
  const [adding, setAdding] = useState<ApplicationSummary>();
  const wanted = q.trim().toLocaleLowerCase();
  const of = (a: ApplicationSummary) => items.filter((x) => x.applicationId === a.id);
  const fits = (a: ApplicationSummary) =>
    [a.number, a.titleEn, a.titleLocal.KG, a.titleLocal.CN, themeName(call, a.theme, language), ...of(a).map((x) => x.name)].join(' ').toLocaleLowerCase().includes(wanted);
  const found = applications.filter(fits);
  const sides = call.content.internationalReviewers > 0 || items.some((x) => x.side === 'INT')
    ? ANY_SIDES
    : ANY_SIDES.filter((s) => s !== 'INT');
  return (
    <div className="stack tight">
      <div className="deskbar">
        <TextInput type="search" label={t('assignment.search')} value={q} onChange={(e) => setQ(e.currentTarget.value)} />
      </div>
      <div className="card">
        <table className="tbl records asg">
          <thead>
            <tr>
              <th scope="col">{t('application')}</th>
              {sides.map((s) => <th scope="col" key={s}><SideMark side={s} /></th>)}
              <th scope="col">{t('assignment.cover')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((a) => (
              <tr key={a.id}>
                <th scope="row">
                  <Title of={a} />
                  <span className="under">{a.number} · {themeName(call, a.theme, language)}</span>
                </th>
                {sides.map((s) => <td key={s}>
                  <ul className="pairs">{of(a).filter((x) => x.side === s).map((x) => <li key={x.id}><Pair one={x} onChoose={() => onChoose(x)} /></li>)}</ul>
                </td>)}
                <td>
                  <Cover call={call} items={of(a)} sides={sides} />
                  {!published && <button
                    className="btn quiet" type="button" aria-label={t('assignment.addTo', { number: a.number })}
                    onClick={() => setAdding(a)}
                  >
                    {t('assignment.add')}
                  </button>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > SHOWN && <p className="sec">{t('shownOf', { shown: SHOWN, all: found.length })}</p>}
      <Legend />
      {adding && <AddReviewer
        application={adding} callId={call.id} assigned={of(adding).map((x) => x.personId)} onClose={() => setAdding(undefined)}
      />}
    </div>
  );
}

/** Five steps of one colour; the figure stands in each cell. */
function Legend(): ReactNode {
  const { t } = useTranslation('office');
  return <p className="lg">
    <span>{t('assignment.affinity')} <span className="ramp" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((n) => <i key={n} className={`a${n}`} />)}
    </span> {t('assignment.scale')}</span>
  </p>;
}

function Pair({ one, onChoose }: { one: One; onChoose: () => void }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const remove = useSend(removeAssignment, [listAssignments, listReviewers]);
  const step = one.affinity === null ? '' : `a${Math.min(4, Math.floor(one.affinity * 5))}`;
  return (
    <>
      <span className={`aff ${step}`}>
        <span className="vh">{t('assignment.affinity')} </span>
        {one.affinity === null ? '–' : score(one.affinity, language)}
      </span>
      <span className={OUT.includes(one.state) ? 'gone' : undefined}>
        <button className="aslink" type="button" id={cellId(one)} onClick={onChoose}><Words>{one.name}</Words></button>
        {one.state !== 'proposed' && <span className="under">{t(`assignment.states.${one.state}`)}</span>}
      </span>
      {one.state === 'proposed' && <button
        className="btn quiet x" type="button" disabled={remove.isPending}
        aria-label={t('assignment.removeOf', { name: one.name, number: one.number })}
        onClick={() => remove.mutate({ params: { id: one.id } })}
      >×</button>}
      <ProblemNote problem={remove.error} />
    </>
  );
}

/** How many reviewers each side has, and how many are missing. */
function Cover({ call, items, sides }: { call: OfCall['call']; items: readonly One[]; sides: readonly AnySide[] }): ReactNode {
  const { t } = useTranslation('office');
  const wanted: Record<AnySide, number> = { ...call.content.reviewersPerSide, INT: call.content.internationalReviewers };
  const has = (s: AnySide) => items.filter((x) => x.side === s && !OUT.includes(x.state)).length;
  const short = (['KG', 'CN'] as const).filter((s) => has(s) < wanted[s]);
  return (
    <span className="cover">
      <span className="nw">{sides.map(has).join(' + ')}</span>
      {short.map((s) => <span className="tag warn" key={s}>{t('assignment.short', { side: s, number: wanted[s] - has(s) })}</span>)}
    </span>
  );
}
