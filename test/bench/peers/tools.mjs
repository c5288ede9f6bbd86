import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
/** Scratch of this run: problems and the compiled peer. */
export const scratch = mkdtempSync(join(tmpdir(), 'kopuro-peers-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** What a program prints; throws when it cannot be run or fails. */
export function run(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The answer of a look, or a line that says which peer is not there and what it needs. */
function look(name, packages, find) {
  try {
    return find();
  } catch {
    console.log(`${name}: not on this machine, not compared (Debian: ${packages}).`);
    return undefined;
  }
}

/** LEMON's program, compiled now. */
export const findLemon = () => look('LEMON', 'g++ liblemon-dev', () => {
  const program = join(scratch, 'lemon');
  run('g++', ['-O3', '-DNDEBUG', '-std=c++17', join(here, 'lemon.cpp'), '-o', program, '-llemon']);
  const config = run('g++', ['-E', '-dM', '-include', 'lemon/config.h', '-x', 'c++', '/dev/null']);
  return { program, version: `LEMON ${/LEMON_VERSION "([^"]*)"/.exec(config)?.[1]}, ${run('g++', ['--version']).split('\n')[0]}` };
});

/** The first Python that has SciPy: the system's own where the first on the path has none. */
export const findHighs = () => look('HiGHS', 'python3-scipy', () => {
  const asks = ['-c', 'import scipy, scipy.optimize, sys; print("SciPy", scipy.__version__, "(its own HiGHS), Python", sys.version.split()[0])'];
  for (const python of ['/usr/bin/python3', 'python3']) {
    try {
      return { python, version: run(python, asks).trim() };
    } catch {
      // The next one may have it.
    }
  }
  throw new Error('no SciPy');
});

/** R with one package. */
export const findR = (name, aptName) => look(name, `r-base-core ${aptName}`, () => (
  { version: run('Rscript', ['-e', `suppressMessages(library(${name})); cat("${name}", format(packageVersion("${name}")), "R", format(getRversion()))`]).trim() }
));

/** A problem of two sides as the file that lemon.cpp describes. */
export function writeProblem(name, { applications, reviewers, affinity }) {
  const sides = ['KG', 'CN'];
  const numbers = [
    applications.length, reviewers.length, ...reviewers.map(({ side }) => sides.indexOf(side)), ...reviewers.map(({ minLoad }) => minLoad),
    ...reviewers.map(({ maxLoad }) => maxLoad), ...applications.flatMap(({ demand }) => sides.map((side) => demand[side])),
  ];
  const all = new Int32Array(numbers.length + applications.length * reviewers.length);
  all.set(numbers);
  affinity.forEach((row, a) => row.forEach((value, r) => {
    all[numbers.length + a * reviewers.length + r] = value === null ? -1 : Math.round(value * 1e6);
  }));
  const path = join(scratch, `${name}.bin`);
  writeFileSync(path, new Uint8Array(all.buffer));
  return path;
}

export const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
export const least = (values) => values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
