import { calibrate, notesInWords, type Calibration } from '#libs/optimizer';
import { parseTable } from '../rehearse/folder/csv-table.js';
import { UnusableInput } from '../rehearse/folder/unusable-input.js';
import type { Input } from './input.js';

/** The answer of `optimize calibrate`. Rows without a score (empty or NA) count as reviews that were not given. */
export function calibrateScores(input: Input): Omit<Calibration, 'notes'> & { notes: string[]; seconds: number } {
  const rows = parseTable(input.name, input.text, { required: ['application', 'reviewer', 'score'] });
  const scores = rows.filter((row) => !['', 'NA'].includes(row.cell('score'))).map((row) => ({
    application: row.filled('application'), reviewer: row.filled('reviewer'), score: row.number('score') ?? NaN,
  }));
  if (scores.length === 0) throw new UnusableInput(input.name, undefined, 'holds no scores');
  const began = performance.now();
  const calibration = calibrate(scores);
  return { ...calibration, notes: notesInWords(calibration), seconds: (performance.now() - began) / 1000 };
}
