// node apps/cli/run.mjs <command> [...arguments]: brings the build up to date, then runs the command in this process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, BuildError, dist } from './build.mjs';
import { endWithNpm } from './npm-parent.mjs';

// Progress goes to standard error: what a command prints to standard output is its answer.
const log = (line) => console.error(line);

async function run([command, ...args]) {
  // The optimiser needs no web.
  await build({ log, ...(command === 'optimize' && { only: 'server' }) });
  if (command === 'dev') {
    const { dev } = await import('./dev.mjs');
    return dev();
  }
  const { main } = await import(pathToFileURL(join(dist, 'apps', 'cli', 'src', 'main.js')).href);
  return main([command, ...args]);
}

endWithNpm();
try {
  process.exit(await run(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exit(1);
}
