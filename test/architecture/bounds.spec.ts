import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '../..');
interface Report { summary: { violations: { rule: { name: string }; from: string }[] } }

/** One planted violation a rule: file, what it imports, the rule that must catch it. */
const PLANTED: [string, string, string][] = [
  ['libs/kernel/src/a.ts', '../../platform/src/index.js', 'one-way-kernel'],
  ['libs/calls/src/a.ts', '../../awards/src/index.js', 'one-way-calls'],
  ['libs/scoring/src/a.ts', '../../applications/src/inside.js', 'front-door-applications'],
  ['apps/web/src/a.ts', '../../../libs/calls/src/index.js', 'web-knows-contracts-only'],
  ['libs/calls/src/shared/a.ts', '../../../platform/src/index.js', 'shared-is-pure'],
  ['libs/calls/src/http/b.controller.ts', '../data/call.row.js', 'controllers-see-no-rows'],
  ['libs/optimizer/src/a.ts', '../../kernel/src/index.js', 'optimizer-stands-alone'],
  ['libs/identity/src/a.ts', '../../optimizer/src/index.js', 'optimizer-serves-three'],
  ['libs/identity/src/cycle-a.ts', './cycle-b.js', 'no-cycles'],
  ['libs/identity/src/b.ts', '../../../apps/api/src/main.js', 'libs-know-no-apps'],
];
const TARGETS = ['libs/kernel/src/index.ts', 'libs/platform/src/index.ts', 'libs/awards/src/index.ts', 'libs/calls/src/index.ts', 'libs/applications/src/inside.ts', 'libs/calls/src/data/call.row.ts',
  'libs/optimizer/src/index.ts', 'apps/api/src/main.ts'];

async function violations(cwd: string, paths: string[]): Promise<Report['summary']['violations']> {
  const args = [...paths, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = await run(join(root, 'node_modules/.bin/depcruise'), args, { cwd, maxBuffer: 64 * 1024 * 1024 }).catch((e: { stdout: string }) => e);
  return (JSON.parse(stdout) as Report).summary.violations;
}

describe('the order of the house', () => {
  it('holds in the tree as it is', async () => {
    expect(await violations(root, ['libs', 'apps/api', 'apps/worker', 'apps/cli', 'apps/web/src'])).toEqual([]);
  });

  it('catches one planted violation of each kind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopuro-bounds-'));
    try {
      for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) copyFileSync(join(root, file), join(folder, file));
      const put = (path: string, text: string) => { mkdirSync(dirname(join(folder, path)), { recursive: true }); writeFileSync(join(folder, path), text); };
      for (const path of TARGETS) put(path, 'export const x = 1;\n');
      put('libs/identity/src/cycle-b.ts', `export { x as y } from './cycle-a.js';\n`);
      for (const [path, target] of PLANTED) put(path, `export { ${target.includes('cycle') ? 'y' : 'x'} } from '${target}';\n`);
      const found = await violations(folder, ['libs', 'apps']);
      for (const [path, , rule] of PLANTED) expect(found).toContainEqual(expect.objectContaining({ from: path, rule: expect.objectContaining({ name: rule }) }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
