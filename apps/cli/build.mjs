// Builds what runs: the server with swc into dist/{apps,libs,migrations}, its services bundled, and the web with Vite into dist/web, each only
// when its sources changed since the last complete build. Plain JavaScript, since nothing is built before it.
//   node apps/cli/build.mjs [--force]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const dist = join(root, 'dist');
const tool = (path) => join(root, 'node_modules', path);
export const tsc = tool('typescript/bin/tsc');
export const vite = tool('vite/bin/vite.js');

const everyBuild = ['package.json', 'package-lock.json', 'apps/cli/build.mjs', 'libs'];
const parts = [
  {
    name: 'server',
    tool: tool('@swc/core/index.js'),
    sources: [...everyBuild, 'apps/api', 'apps/worker', 'apps/cli', 'migrations', 'tsconfig.json'],
    result: join(dist, 'apps', 'cli', 'src', 'main.js'),
    stale: ['apps', 'libs', 'migrations', 'bundled'],
    make: async () => {
      await (await import('./compile.mjs')).compile(root, dist);
      await (await import('./bundle.mjs')).bundle(dist);
    },
  },
  {
    name: 'web',
    tool: vite,
    sources: [...everyBuild, 'apps/web'],
    result: join(dist, 'web', 'index.html'),
    stale: ['web', 'rare-han'],
    args: ['build', join(root, 'apps', 'web'), '--outDir', join(dist, 'web'), '--emptyOutDir', '--logLevel', 'warn'],
  },
];

function* filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) yield full;
  else yield* filesBelow(full);
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !/\.(spec\.tsx?|md)$/.test(entry.name)) yield file;
  }
}

function fingerprint(part) {
  const hash = createHash('sha256');
  const files = part.sources.flatMap((path) => [...filesOf(path)]).toSorted();
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const stampOf = (part) => join(dist, `.${part.name}-stamp`);

function isFresh(part, print) {
  return existsSync(part.result) && existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === print;
}

/** What cannot be built here is left alone: no web yet, or an installation without development tools. */
const canBuild = (part) => existsSync(part.tool) && (part.name !== 'web' || existsSync(join(root, 'apps/web/vite.config.ts')));

function run(part) {
  return new Promise((done, failed) => {
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, [part.tool, ...part.args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', failed);
    child.on('close', (code) => {
      process.off('exit', kill);
      if (code === 0) done();
      else failed(new BuildError(`The ${part.name} could not be built:\n${output.trim()}`));
    });
  });
}

export class BuildError extends Error {}

async function buildPart(part, force, log) {
  if (!canBuild(part)) return;
  const print = fingerprint(part);
  if (!force && isFresh(part, print)) return;
  const began = performance.now();
  log(`Building the ${part.name} …`);
  // The stamp goes first and comes back last: an interrupted build is redone.
  for (const path of [stampOf(part), ...part.stale.map((name) => join(dist, name))]) rmSync(path, { recursive: true, force: true });
  if (part.make) await part.make().catch((error) => { throw new BuildError(`The ${part.name} could not be built:\n${error.message.split('\n\n')[0]}`); });
  else await run(part);
  writeFileSync(stampOf(part), print);
  log(`Built the ${part.name} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Two commands started at once must not build into each other: the second waits, and then finds everything fresh. */
async function withLock(log, work) {
  const file = join(dist, '.lock');
  mkdirSync(dist, { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' }));
      // An empty file is being written this moment, unless it stays so.
      if (holder === process.pid || (holder > 0 ? !isAlive(holder) : waited > 10)) rmSync(file, { force: true });
      else if (waited === 0) log('Waiting for another build …');
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

const leave = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143);

/**
 * Brings dist up to date; server and web at the same time.
 * @param {{force?: boolean, log?: (line: string) => void, only?: 'server' | 'web'}} options `only` builds one of the two
 * @throws BuildError with the tool's output
 */
export async function build({ force = false, log = console.log, only } = {}) {
  const wanted = parts.filter((part) => only === undefined || part.name === only);
  if (!force && wanted.every((part) => !canBuild(part) || isFresh(part, fingerprint(part)))) return;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, leave);
  try {
    await withLock(log, async () => {
      const results = await Promise.allSettled(wanted.map((part) => buildPart(part, force, log)));
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
    });
  } finally {
    for (const signal of signals) process.off(signal, leave);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const at = process.argv.indexOf('--only');
    await build({ force: process.argv.includes('--force'), ...(at > 0 && { only: process.argv[at + 1] }) });
  } catch (error) {
    console.error(error instanceof BuildError ? error.message : error);
    process.exit(1);
  }
}
