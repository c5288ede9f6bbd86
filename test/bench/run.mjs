// npm run bench [-- --seconds 4 --json figures.json]: measures the running system on 127.0.0.1 and prints a table. No tests, no limits: figures only.
// npm run bench -- assignment|calibration|portfolio: the optimiser alone.
import { register } from 'node:module';
import { build } from '../../apps/cli/build.mjs';

register('./typescript-hooks.mjs', import.meta.url);
if (process.argv[2] === '--bare') {
  await import('./bare-server.ts');
} else if (['assignment', 'calibration', 'portfolio'].includes(process.argv[2])) {
  await import(`./${process.argv[2]}.mjs`);
} else {
  await build({ log: console.error, only: 'server' });
  const { bench } = await import('./bench.ts');
  await bench(process.argv.slice(2));
}
