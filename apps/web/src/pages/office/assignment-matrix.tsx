import { readMatrix } from '#libs/assignment/shared/contract';
import { ANY_SIDES, type AnySide, type Result } from '#libs/kernel';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Icon } from '../../components/icon.js';
import { SideMark } from '../../components/side-mark.js';
import { Title } from '../../components/title.js';
import { Words } from '../../components/words.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import type { OfCall } from './call-desk.js';
import './matrix.css';

export type Matrix = Result<typeof readMatrix>;
type Row = Matrix['items'][number];
/** A pair as the page's address keeps it: application and reviewer. */
export interface PairRef { applicationId: string; personId: string }
interface MatrixProps { call: OfCall['call']; matrix: Matrix; chosen: PairRef | undefined; onChoose: (pair: PairRef) => void }

/** The id of a cell's button, to which the focus returns when its explanation is closed. */
export const cellId = ({ applicationId, personId }: PairRef) => `pair-${applicationId}-${personId}`;
const OUT = ['declined', 'void'];
const MOVES: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Applications down, reviewers of one side after the other across. One cell is a tab stop; arrow keys lead to the others. */
export function AssignmentMatrix({ call, matrix, chosen, onChoose }: MatrixProps): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const groups = ANY_SIDES.map((side) => ({ side, places: [...matrix.reviewers.keys()].filter((n) => matrix.reviewers[n]?.side === side) })).filter((g) => g.places.length > 0);
  const order = groups.flatMap((g) => g.places);
  const gap = (place: number) => groups.some((g, n) => n > 0 && g.places[0] === place);
  const move = (e: KeyboardEvent, row: number, column: number) => {
    const step = MOVES[e.key];
    const next = step && [row + step[0], column + step[1]] as const;
    const item = next && matrix.items[next[0]];
    const reviewer = next && matrix.reviewers[order[next[1]] ?? -1];
    if (!next || !item || !reviewer) return;
    e.preventDefault();
    setAt(next);
    document.getElementById(cellId({ applicationId: item.applicationId, personId: reviewer.personId }))?.focus();
  };
  return (
    <>
      <p className="vh" id="matrix-keys">{t('workbench.keys')}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('workbench.table')}>
        <table className="mx" aria-describedby="matrix-keys">
          <thead>
            <tr>
              <td />
              {groups.map((g) => <th scope="colgroup" key={g.side} colSpan={g.places.length} className={`grp ${g.side.toLowerCase()}${gap(g.places[0] ?? -1) ? ' gap' : ''}`}><SideMark side={g.side} /></th>)}
              <td />
            </tr>
            <tr>
              <th scope="col" className="what">{t('application')}</th>
              {order.map((n) => <th scope="col" key={n} className={gap(n) ? 'rv gap' : 'rv'}><div><Words>{matrix.reviewers[n]?.name ?? ''}</Words></div></th>)}
              <th scope="col" className="cov">{t('assignment.cover')}</th>
            </tr>
          </thead>
          <tbody>
            {matrix.items.map((item, row) => (
              <tr key={item.applicationId}>
                <th scope="row"><b><Title of={item} /></b><span>{item.number} · {themeName(call, item.theme, language)}</span></th>
                {order.map((n, column) => {
                  const personId = matrix.reviewers[n]?.personId ?? '';
                  const pair = { applicationId: item.applicationId, personId };
                  const isChosen = chosen?.applicationId === item.applicationId && chosen.personId === personId;
                  return (
                    <Cell
                      key={n} row={item} place={n} name={matrix.reviewers[n]?.name ?? ''} pair={pair} gap={gap(n)} chosen={isChosen} stop={at[0] === row && at[1] === column}
                      onChoose={() => { setAt([row, column]); onChoose(pair); }} onKeyDown={(e) => move(e, row, column)}
                    />
                  );
                })}
                <td className="cov">{coverOf(item, matrix, groups.map((g) => g.side))}</td>
              </tr>
            ))}
            <tr className="load">
              <th scope="row">{t('workbench.load')}</th>
              {order.map((n) => {
                const { load = 0, maxLoad = 0 } = matrix.reviewers[n] ?? {};
                return <td key={n} className={[gap(n) ? 'gap' : '', load >= maxLoad ? 'full' : ''].join(' ')}>{load}/{maxLoad}</td>;
              })}
              <td className="cov" />
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}

interface CellProps { row: Row; place: number; name: string; pair: PairRef; gap: boolean; chosen: boolean; stop: boolean; onChoose: () => void; onKeyDown: (e: KeyboardEvent) => void }

function Cell({ row, place, name, pair, gap, chosen, stop, onChoose, onKeyDown }: CellProps): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const affinity = row.affinities[place] ?? null;
  const assigned = row.assigned.find((s) => s.reviewer === place);
  const isIn = assigned !== undefined && !OUT.includes(assigned.state);
  const locked = row.locked.includes(place);
  const banned = row.banned.includes(place);
  const look = isIn ? 'as' : affinity === null ? 'co' : `a${Math.min(4, Math.floor(affinity * 5))}`;
  const words = [
    affinity === null ? t('workbench.conflict') : t('workbench.affinityOf', { value: score(affinity, language) }),
    ...(assigned ? [isIn && assigned.state === 'proposed' ? t('workbench.assigned') : t(`assignment.states.${assigned.state}`)] : []),
    ...(locked ? [t('workbench.locked')] : []), ...(banned ? [t('workbench.banned')] : []),
  ];
  return (
    <td className={[look, gap ? 'gap' : '', chosen ? 'sel' : '', locked ? 'lk' : '', banned || (assigned && !isIn) ? 'bn' : ''].join(' ')}>
      <button
        type="button" id={cellId(pair)} tabIndex={stop ? 0 : -1} aria-pressed={chosen} onClick={onChoose} onKeyDown={onKeyDown}
        aria-label={t('workbench.cell', { number: row.number, name, what: words.join(', ') })}
      >
        {affinity === null ? <Icon name="cross" /> : score(affinity, language).replace(/^0/, '')}
      </button>
    </td>
  );
}

function coverOf(row: Row, matrix: Matrix, sides: readonly AnySide[]): string {
  return sides.map((side) => row.assigned.filter((s) => !OUT.includes(s.state) && matrix.reviewers[s.reviewer]?.side === side).length).join('+');
}

export function MatrixLegend(): ReactNode {
  const { t } = useTranslation('office');
  return (
    <p className="lg pad">
      <span>{t('assignment.affinity')} <span className="ramp" aria-hidden="true">{[0, 1, 2, 3, 4].map((n) => <i key={n} className={`a${n}`} />)}</span> {t('assignment.scale')}</span>
      <span><i className="s" aria-hidden="true" />{t('workbench.assigned')}</span>
      <span><i className="c" aria-hidden="true" />{t('workbench.conflict')}</span>
      <span><i className="d" aria-hidden="true" />{t('workbench.locked')}</span>
      <span><i className="b" aria-hidden="true" />{t('workbench.banned')}</span>
    </p>
  );
}
