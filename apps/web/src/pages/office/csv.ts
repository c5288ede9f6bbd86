/** Rows of a CSV text: commas (or semicolons, or tabs, told by the first line), quotes doubled inside quotes; empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const clean = text.replace(/^\ufeff/, '');
  const head = clean.split(/\r?\n/, 1)[0] ?? '';
  const separator = [',', '\t', ';'].find((s) => head.includes(s)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => { row.push(cell.trim()); cell = ''; };
  const endRow = () => {
    endCell();
    if (row.some((c) => c !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < clean.length; at += 1) {
    const c = clean.charAt(at);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (clean[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (c === '"' && cell.trim() === '') { quoted = true; cell = ''; } else if (c === separator) endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  endRow();
  return rows;
}
