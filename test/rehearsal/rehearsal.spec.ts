import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
interface Refusal { phase: string; item: string; code: string; message: string }
interface Report { outcome: string; phases: { name: string; accepted: number; refused: number }[]; refusals: Refusal[]; auditVerified: boolean; seconds: number }
interface Played { status: number | null; report: Report; read(file: string): string[][]; remove(): void }

/** Plays a folder with the built command, as an operator does. */
async function play(folder: string): Promise<Played> {
  const out = mkdtempSync(join(tmpdir(), 'kopuro-played-'));
  const args = ['-e', `import(${JSON.stringify(join(root, 'dist/apps/cli/src/main.js'))}).then((m) => m.main(['rehearse', ${JSON.stringify(folder)}, '--out', ${JSON.stringify(out)}])).then((c) => process.exit(c))`];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } });
  const status = await new Promise<number | null>((done) => { child.on('close', done); });
  return {
    status, report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report,
    read: (file) => readFileSync(join(out, file), 'utf8').trim().split(/\r?\n/).map((l) => l.split(',')), remove: () => { rmSync(out, { recursive: true, force: true }); },
  };
}

const expected = (folder: string) => {
  const all = JSON.parse(readFileSync(join(root, folder, 'expected.json'), 'utf8')) as Refusal[] | { refusals: Refusal[] };
  return (Array.isArray(all) ? all : all.refusals).map((r) => `${r.item} ${r.code}`).sort();
};

describe('a rehearsal', () => {
  it('of 24 applications reaches the announcement with a whole audit trail', async () => {
    const folder = 'test/fixtures/rehearsal';
    const played = await play(folder);
    try {
      expect(played.status).toBe(0);
      expect(played.report).toMatchObject({ outcome: 'announced', auditVerified: true });
      expect(played.report.phases.map((p) => p.name)).toEqual(['accounts', 'call', 'applications', 'submission', 'checks', 'assignment', 'reviews', 'ranking', 'decision', 'announcement']);
      expect(played.report.refusals.map((r) => `${r.item} ${r.code}`).sort()).toEqual(expected(folder));
      const awards = played.read('awards.csv').slice(1);
      expect(awards).toHaveLength(24);
      expect(awards.filter((r) => r[1] === 'award')).toHaveLength(10);
      expect(played.read('assignments.csv')).toHaveLength(1 + 96);
      const [columns = [], ...ranked] = played.read('ranking.csv');
      expect(columns.at(-1)).toBe('calibrated');
      expect(ranked).toHaveLength(24);
      // The raw means decide; the calibrated ones stand beside them, drawn toward the middle.
      const figures = (column: string) => ranked.map((r) => Number(r[columns.indexOf(column)]));
      const spread = (all: number[]) => Math.max(...all) - Math.min(...all);
      for (const r of ranked) expect(r.at(-1)).toMatch(/^\d\.\d{6,}$/);
      expect(spread(figures('calibrated'))).toBeLessThan(spread(figures('overall')));
      const letters = played.read('notifications.csv').slice(1);
      expect(letters.filter((l) => l[3] !== 'kept')).toEqual([]);
      expect(new Set(letters.filter((l) => l[2] === 'result').map((l) => l[1])).size).toBeGreaterThan(2);
    } finally {
      played.remove();
    }
  }, 120_000);

  it('refuses one bad row of each kind with its code, and the rest goes on', async () => {
    const folder = 'test/fixtures/rehearsal-refused';
    const played = await play(folder);
    try {
      expect(played.status).toBe(0);
      expect(played.report).toMatchObject({ outcome: 'announced', auditVerified: true });
      expect(played.report.refusals.map((r) => `${r.item} ${r.code}`).sort()).toEqual(expected(folder));
      expect(played.report.refusals.every((r) => r.message.length > 10)).toBe(true);
      expect(played.read('awards.csv').slice(1).filter((r) => r[1] === 'award')).toHaveLength(5);
    } finally {
      played.remove();
    }
  }, 120_000);
});
