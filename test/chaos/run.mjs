// npm run chaos: the fault tests in their long form, 200 kills of each victim. CHAOS_KILLS, CHAOS_SEED, RUSH_DRAFTS and LETTERS_MANY may be set; a seed that failed is printed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const long = { CHAOS_KILLS: '200', RUSH_DRAFTS: '400', LETTERS_MANY: '1000', ...process.env };
const child = spawn(process.execPath, [fileURLToPath(new URL('../run.mjs', import.meta.url)), 'test/chaos', 'test/worker', '--runInBand', ...process.argv.slice(2)], { stdio: 'inherit', env: long });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => { process.exit(signal ? 1 : code ?? 1); });
