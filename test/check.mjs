// npm run check: lint, types, bounds, unused code; each tool's complaint is printed, all are run.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);

const checks = [
  ['lint', bin('oxlint'), ['--deny-warnings']],
  ['types of server and tests', bin('tsc'), ['-p', 'test/tsconfig.json', '--noEmit']],
  ['types of the web', bin('tsc'), ['-p', 'apps/web/tsconfig.json', '--noEmit']],
  ['bounds', bin('depcruise'), ['libs', 'apps/api', 'apps/worker', 'apps/cli', 'apps/web/src', '--config', '.dependency-cruiser.cjs']],
  ['unused code', bin('knip'), ['--no-progress']],
];

function run([name, command, args]) {
  return new Promise((done) => {
    const began = performance.now();
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (d) => { output += d; });
    child.stderr.on('data', (d) => { output += d; });
    child.on('close', (code) => { done({ name, ok: code === 0, output, seconds: (performance.now() - began) / 1000 }); });
  });
}

let failed = 0;
const queue = [...checks];
async function lane() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { name, ok, output, seconds } = await run(next);
    if (!ok) failed++;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
    if (!ok) console.log(output.trim());
  }
}
await Promise.all([lane(), lane()]);
process.exit(failed ? 1 : 0);
