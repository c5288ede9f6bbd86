// npm run bench [-- --seconds 4 --json figures.json]: measures the running system on 127.0.0.1 and prints a table. No tests, no limits: figures only.
// npm run bench -- assignment-delay [--applications 1000 --reviewers 1500]: how late the event loop is while an assignment runs.
// npm run bench -- assignment|calibration|portfolio|sparse [--json file]: the optimiser alone.
import { register } from 'node:module';
import { build } from '../../apps/cli/build.mjs';

register('./typescript-hooks.mjs', import.meta.url);
if (process.argv[2] === '--bare') {
  await import('./bare-server.ts');
} else if (process.argv[2] === '--load') {
  await import('./load-process.ts');
} else if (['assignment', 'calibration', 'portfolio', 'sparse', 'peers'].includes(process.argv[2])) {
  await import(`./${process.argv[2]}.mjs`);
} else {
  await build({ log: console.error, only: 'server' });
  const [name, ...rest] = process.argv.slice(2);
  if (name === 'assignment-delay') {
    const { assignmentDelay } = await import('./assignment-delay.ts');
    await assignmentDelay(rest);
  } else {
    const { bench } = await import('./bench.ts');
    await bench(process.argv.slice(2));
  }
}
