import { parseFen, SIDES, type Side } from '#libs/kernel';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { SideMark } from '../../components/side-mark.js';
import { currencySign, plainAmount } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import { cellKey, rowKey, rowsOf, sumOf, yearsOf, type Row } from './budget-lines.js';
import { AmountInput } from './budget-cell.js';
import type { Fields } from './section-draft.js';

export interface BudgetGridProps {
  cells: Fields;
  call: Call;
  months: number;
  added: readonly Row[];
  editable: boolean;
  onChange: (cell: string, text: string) => void;
}

/** The budget as a grid: side × category × source down, project years across, with live sums of the programme's money. */
export function BudgetGrid(props: BudgetGridProps): ReactNode {
  const { t } = useTranslation('application');
  const { t: c } = useTranslation('common');
  const language = useLanguage();
  const { cells, call, months, added } = props;
  const years = yearsOf(months, cells);
  const rows = rowsOf(call, cells, added);
  const sign = currencySign(language);
  const totals = (keep: (side: Side) => boolean) => (
    <>
      {years.map((year) => (
        <td className="num" key={year}>
          {plainAmount(
            sumOf(cells, (x) => keep(x.side) && x.source === 'programme' && x.year === year),
            language,
          )}
        </td>
      ))}
      <td className="num">
        {plainAmount(
          sumOf(cells, (x) => keep(x.side) && x.source === 'programme'),
          language,
        )}
      </td>
    </>
  );
  return (
    <section className="card" aria-labelledby="lines">
      <h2 id="lines" className="vh">
        {t('budget.lines')}
      </h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('budget.table')}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{t('budget.category')}</th>
              <th scope="col">{t('budget.source')}</th>
              {years.map((year) => (
                <th scope="col" className="num" key={year}>
                  {t('budget.year', { year, sign })}
                </th>
              ))}
              <th scope="col" className="num">
                {t('budget.rowTotal', { sign })}
              </th>
            </tr>
          </thead>
          {SIDES.map((side) => (
            <tbody key={side}>
              <tr className="grp">
                <th colSpan={years.length + 3} scope="rowgroup">
                  <SideMark side={side} />
                  &nbsp; {c(`sides.${side}`)}
                </th>
              </tr>
              {rows
                .filter((row) => row.side === side)
                .map((row) => (
                  <Fragment key={rowKey(row)}>
                    <GridRow {...props} row={row} years={years} />
                  </Fragment>
                ))}
              <tr className="tot">
                <th scope="row">{t('budget.sideTotal', { side })}</th>
                <td />
                {totals((s) => s === side)}
              </tr>
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row">{t('budget.total')}</th>
              <td />
              {totals(() => true)}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="pad sm sec gridnote">{t('budget.note')}</p>
    </section>
  );
}

function GridRow({ row, years, cells, call, editable, onChange }: BudgetGridProps & { row: Row; years: readonly number[] }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const category = call.content.categories.find((c) => c.side === row.side && c.code === row.category);
  const name = category ? textIn(category.names, language) : row.category;
  const sum = sumOf(cells, (c) => c.side === row.side && c.category === row.category && c.source === row.source);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{t(`budget.sources.${row.source}`)}</td>
      {years.map((year) => {
        const key = cellKey(row, year);
        const text = cells[key] ?? '';
        return editable ? (
          <AmountInput
            key={year}
            text={text}
            label={t('budget.cell', { side: row.side, category: name, source: t(`budget.sources.${row.source}`), year })}
            onChange={(next) => onChange(key, next)}
          />
        ) : (
          <td className="num" key={year}>
            {plainAmount(parseFen(text) ?? 0, language)}
          </td>
        );
      })}
      <td className="num">{plainAmount(sum, language)}</td>
    </tr>
  );
}
