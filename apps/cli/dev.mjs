// npm run dev: the system as `npm start` runs it, following the sources. tsc compiles on every change, API and worker
// start anew when something was compiled, Vite serves the web with hot reload. Migrations and the command line itself
// take effect at the next start.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, root, tsc, vite } from './build.mjs';

const log = (line) => console.error(line);

function startTool(name, script, args, env) {
  // In a process group of its own, and killed as one, so that Ctrl-C ends everything in our order.
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  child.on('exit', (code) => code && log(`${name} ended (exit ${code})`));
  const kill = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', kill);
  return kill;
}

/** Calls back once after each burst of compiled files. */
function onCompiled(callback) {
  let timer;
  for (const folder of ['apps', 'libs', 'migrations'].map((name) => join(dist, name)).filter(existsSync)) {
    watch(folder, { recursive: true }, (_, file) => {
      if (!file?.endsWith('.js')) return;
      clearTimeout(timer);
      timer = setTimeout(callback, 400);
    });
  }
}

const load = (path) => import(pathToFileURL(join(dist, path)).href);

async function ownSystem(signal, onFailure) {
  const { launchFrom } = await load('apps/cli/src/start/command.js');
  const { loadConfig } = await load('libs/platform/src/index.js');
  return launchFrom(loadConfig(process.env), signal, onFailure);
}

/** Runs until it is told to stop; answers the exit status. */
export async function dev() {
  process.env.NODE_ENV ??= 'development';
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());
  const stopped = new Promise((done) => stop.signal.addEventListener('abort', done));
  const onFailure = (error) => log(`${error.message}\nWaiting for the next change.`);
  let running;
  try {
    running = await ownSystem(stop.signal, onFailure);
  } catch (error) {
    if (!stop.signal.aborted) log(error.message);
    return stop.signal.aborted ? 0 : 1;
  }
  log(`Köpürö is ready: ${running.apiUrl}`);
  const tools = [startTool('tsc', tsc, ['-p', join(root, 'tsconfig.json'), '--watch', '--preserveWatchOutput'])];
  if (existsSync(join(root, 'apps/web/vite.config.ts'))) tools.push(startTool('Vite', vite, ['apps/web'], { PORT: String(running.port) }));
  let queue = Promise.resolve();
  onCompiled(() => {
    // A failure was told by onFailure.
    queue = queue.then(() => running.restart()).then(() => log('API and worker run the new code'), () => undefined);
  });
  await stopped;
  for (const kill of tools) kill();
  await running.stop();
  return 0;
}
