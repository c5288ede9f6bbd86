import { placeholderPdf } from './placeholder-pdf.js';

describe('a placeholder document', () => {
  it('has a cross-reference table that points at its objects', () => {
    const file = Buffer.from(placeholderPdf('A(01): cooperation-agreement \\ көпүрө')).toString('latin1');
    const offsets = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset) => file.slice(offset, offset + 7))).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`));
    expect(file.slice(Number(/startxref\n(\d+)/.exec(file)?.[1]))).toMatch(/^xref\n/);
    expect(file).toContain('(A\\(01\\): cooperation-agreement \\\\ ??????)');
  });
});
