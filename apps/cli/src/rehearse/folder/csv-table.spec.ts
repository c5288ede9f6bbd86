import { parseTable } from './csv-table.js';

const columns = { required: ['id', 'text'] };

describe('parseTable', () => {
  it('reads a file of any length in pieces, none of which ends inside a quoted cell', () => {
    // Every cell is longer than a piece and full of line breaks and quotes.
    const cell = 'a line, and a ""quote""\n'.repeat(200_000);
    const rows = parseTable('t.csv', `id,text\n${[1, 2, 3].map((n) => `${n},"${cell}"\n`).join('')}4,end\n`, columns);
    expect(rows.map((row) => [row.line, row.cell('id'), row.cell('text').length])).toEqual([
      [2, '1', 4_399_999], [200_003, '2', 4_399_999], [400_004, '3', 4_399_999], [600_005, '4', 3],
    ]);
    expect(() => parseTable('t.csv', `id,text\n1,"${cell}"\n2,"open\n`, columns)).toThrow(/^t.csv, line 200003: a quoted cell is not closed/);
    expect(() => parseTable('t.csv', `id,text\n1,"${cell}"\n2\n`, columns)).toThrow(/^t.csv, line 200003: has 1 cells/);
  });

  it('knows numbers as people and programs write them', () => {
    const numbers = ['7', '+7.', '.7', '-7e-3', '7E+2', '7e', '1e999', 'NaN', '0x7', 'Infinity', '7,0'.replace(',', ' ')].map((text) => {
      const [row] = parseTable('t.csv', `id,text\n1,${text}\n`, columns);
      try {
        return row?.number('text');
      } catch {
        return 'refused';
      }
    });
    expect(numbers).toEqual([7, 7, 0.7, -0.007, 700, 'refused', 'refused', 'refused', 'refused', 'refused', 'refused']);
  });
});
