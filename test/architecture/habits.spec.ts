import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'dist') return [];
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

interface Habit { what: string; pattern: RegExp; allowed: RegExp }

/** What may stand only where it belongs; test files and the web's own clock display aside. */
const HABITS: Habit[] = [
  { what: 'asking the machine for the time', pattern: /\bDate\.now\(|\bnew Date\(\)/, allowed: /^libs\/platform\/src\/clock\/|^apps\/web\/|^apps\/cli\// },
  { what: 'chance', pattern: /\bMath\.random\(/, allowed: /^libs\/platform\/src\/ids\// },
  { what: 'the environment', pattern: /\bprocess\.env\b/, allowed: /^libs\/platform\/src\/config\/|^libs\/platform\/src\/db\/embedded|^apps\// },
  { what: 'a transaction of its own', pattern: /\.transaction\(|startTransaction\(/, allowed: /^libs\/platform\/src\/(db|audit)\// },
  { what: 'now() in SQL', pattern: /(?<!\.)\bnow\(\)(?!:)/, allowed: /^libs\/platform\/src\/clock\/|^apps\/web\// },
];

const sources = ['apps', 'libs', 'migrations'].flatMap((f) => filesBelow(join(root, f))).map((p) => relative(root, p)).filter((p) => /\.tsx?$/.test(p));

describe('the habits of the house', () => {
  it.each(HABITS)('keeps $what in its place', ({ pattern, allowed }) => {
    const found = sources.filter((p) => !p.endsWith('.spec.ts') && !allowed.test(p)).filter((p) => pattern.test(readFileSync(join(root, p), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(found).toEqual([]);
  });

  it('names no file or folder after nothing', () => {
    expect(sources.filter((p) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.)/.test(p))).toEqual([]);
  });

  it('finds what it looks for', () => {
    for (const { pattern } of HABITS) expect(['Date.now()', 'Math.random()', 'process.env', 'ds.transaction(', 'now()'].some((s) => pattern.test(s))).toBe(true);
  });
});
