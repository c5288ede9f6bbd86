import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { optimize } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'kopuro-optimize-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** Exit status, the answer on standard output, and what standard error says. The answer is `any`: printed JSON, whose shape is what the tests look at. */
async function run(...args: string[]): Promise<{ status: number; answer: any; told: string }> {
  let out = '';
  let told = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    out += text;
    done?.();
    return true;
  }) as typeof process.stdout.write);
  const error = jest.spyOn(console, 'error').mockImplementation((text: string) => { told += text; });
  try {
    const status = await optimize(args);
    return { status, answer: out === '' ? undefined : JSON.parse(out), told };
  } finally {
    write.mockRestore();
    error.mockRestore();
  }
}

const problem = {
  applications: [{ id: 'A', demand: { KG: 1, CN: 1 } }, { id: 'B', demand: { KG: 1, any: 1 } }],
  reviewers: [
    { id: 'k1', side: 'KG', minLoad: 0, maxLoad: 1, institution: 'x' }, { id: 'k2', side: 'KG', minLoad: 0, maxLoad: 2, institution: 'x' },
    { id: 'c1', side: 'CN', minLoad: 1, maxLoad: 2 },
  ],
  affinities: [[0.9, 0.4, 0.3], [0.7, 0.8, 0.1]],
  conflicts: [['A', 'k1']],
};

describe('optimize assign', () => {
  it('answers with pairs by id, a total and a certificate', async () => {
    const { status, answer } = await run('assign', file('p.json', { ...problem, institutionCap: 1 }));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ status: 'optimal', total: 1.6, lowest: 0.7, certificate: { violations: 0 } });
    expect(answer.pairs).toContainEqual({ application: 'B', reviewer: 'k2', affinity: 0.8 });
    expect(answer.pairs).toHaveLength(4);
  });

  it('reads affinities from a CSV file beside the problem; absent pairs are forbidden', async () => {
    file('aff.csv', 'application,reviewer,affinity\nA,k2,0.4\nA,c1,0.3\nB,k1,0.7\nB,c1,0.1\n');
    const { answer } = await run('assign', file('p.json', { ...problem, affinities: 'aff.csv' }));
    expect(answer).toMatchObject({ status: 'optimal', total: 1.5 });
    const { answer: filled } = await run('assign', file('p.json', { ...problem, affinities: 'aff.csv', missing: 1 }));
    expect(filled.total).toBe(2.4);
    file('aff.json', problem.affinities);
    expect((await run('assign', file('p.json', { ...problem, affinities: 'aff.json' }))).answer.total).toBe(2.2);
  });

  it('ends with 1 and an explanation with repairs when there is no answer', async () => {
    const { status, answer } = await run('assign', file('p.json', { ...problem, banned: [['A', 'k2']] }));
    expect(status).toBe(1);
    expect(answer.status).toBe('infeasible');
    expect(answer.explanation.sentences).toEqual(['application A needs 1 KG review; no reviewer remains: short by 1.']);
    expect(answer.explanation.repairs[0]).toMatchObject({ kind: 'add-reviewers', size: 1 });
  });

  it('knows the fair mode and lots', async () => {
    expect((await run('assign', file('p.json', { ...problem, mode: 'fair' }))).answer).toMatchObject({ status: 'optimal', fairnessBound: 0.7 });
    const { answer } = await run('assign', file('p.json', { ...problem, mode: 'lots', lots: 1, seed: 'x' }));
    expect(answer).toMatchObject({ status: 'optimal', drawn: 0, expectedTotal: 2.2 });
  });

  it('says how many lots there are where there are too few, and what mends it', async () => {
    const { status, answer } = await run('assign', file('p.json', { ...problem, conflicts: [], mode: 'lots', lots: 3 }));
    expect([status, answer.status, answer.possibleLots]).toEqual([1, 'infeasible', 1]);
    expect(answer.explanation.sentences[0]).toMatch(/^In 3 lots together application A needs 3 KG reviews; only 2 reviewers \(k1, k2\) can take any, 2 in all: short by 1\.$/);
    expect(answer.explanation.repairs).toEqual([{ kind: 'fewer-lots', to: 1, size: 2, sentence: 'Draw from 2 lots fewer, 1.' }]);
    expect((await run('assign', file('p.json', { ...problem, mode: 'lots', lots: 1 }))).status).toBe(0);
  });

  it('copes with byte order marks, Windows line ends, exponents, loads without bound and ids of any kind', async () => {
    const strange = {
      applications: [{ id: '__proto__', demand: { KG: 1 } }, { id: 'Көпүрө, 桥', demand: { KG: 1 } }],
      reviewers: [{ id: 'constructor', side: 'KG', maxLoad: 2 ** 32, institution: '__proto__' }, { id: '"k"', side: 'KG', maxLoad: 0 }],
      affinities: 'strange.csv', institutionCap: 2 ** 40, locked: [['__proto__', 'constructor']],
    };
    file('strange.csv', '\uFEFFapplication,reviewer,affinity\r\n__proto__,constructor,5e-1\r\n\r\n"Көпүрө, 桥",constructor,2.5E-1\r\n__proto__,"""k""",1\r\n');
    const { status, answer } = await run('assign', file('p.json', `\uFEFF${JSON.stringify(strange)}`));
    expect(status).toBe(0);
    expect(answer.pairs).toEqual([
      { application: '__proto__', reviewer: 'constructor', affinity: 0.5 }, { application: 'Көпүрө, 桥', reviewer: 'constructor', affinity: 0.25 },
    ]);
  });

  it('reads standard input for -, piece by piece', async () => {
    const text = JSON.stringify({ ...problem, applications: [{ id: 'Ж', demand: { KG: 1 } }, { id: 'B', demand: { CN: 1 } }], conflicts: [] });
    const bytes = Buffer.from(text);
    const cut = bytes.indexOf(0xd0) + 1;
    const { stdin } = process;
    Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]) });
    try {
      expect(await run('assign', '-')).toMatchObject({ status: 0, answer: { pairs: [{ application: 'Ж', reviewer: 'k1' }, { application: 'B', reviewer: 'c1' }] } });
    } finally {
      Object.defineProperty(process, 'stdin', { configurable: true, value: stdin });
    }
  });

  const table = (rows: string) => ({ ...problem, affinities: file('bad.csv', `application,reviewer,affinity\n${rows}`) });
  const firstLoad = (load: object) => ({ ...problem, reviewers: problem.reviewers.map((r, n) => (n === 0 ? { ...r, ...load } : r)) });

  it.each<[string, () => unknown, RegExp]>([
    ['no JSON', () => '{"applications": [\n{]}', /p.json, line 2/], ['an empty file', () => '', /p.json, line 1/], ['no object', () => 'null', /expected object/],
    ['JSON without an end', () => '['.repeat(200_000), /line 1: is not JSON/], ['NaN', () => '{\n"affinities": [[NaN]]}', /line 2: is not JSON/],
    ['an unknown key', () => ({ ...problem, cap: 1 }), /cap/], ['no applications', () => ({ ...problem, applications: [], conflicts: [], affinities: [] }), /applications: is empty/],
    ['an unknown reviewer', () => ({ ...problem, locked: [['A', 'z']] }), /locked: reviewer z is unknown/], ['a position beyond the list', () => ({ ...problem, banned: [[2, 0]] }), /banned: application 2 is unknown/],
    ['an affinity over 1', () => ({ ...problem, affinities: [[2, 0, 0], [0, 0, 0]] }), /A and reviewer k1 is 2, not within 0..1/],
    ['an affinity that is no number', () => ({ ...problem, affinities: [[0, 0, 0], [0, 'x', 0]] }), /affinities.1.1: not a number/],
    ['an affinity without end', () => JSON.stringify(problem).replace('0.9', '1e999'), /affinities.0.0: not a number/], ['no affinities', () => ({ ...problem, affinities: undefined }), /affinities: .*undefined/],
    ['an absent file of affinities', () => ({ ...problem, affinities: 'none.csv' }), /none.csv: is missing/],
    ['a pair given twice', () => table('A,k2,0.4\nA,k2,0.4\n'), /bad.csv, line 3: the pair of application A and reviewer k2 appears twice/],
    ['an unknown id in a table', () => table('A,k2,0.4\nA,z,0.4\n'), /line 3: reviewer z is unknown/], ['an empty cell', () => table('A,,0.4\n'), /line 2: reviewer is empty/],
    ['NaN in a table', () => table('A,k1,NaN\n'), /line 2: affinity is “NaN”, not a number/], ['a table outside 0..1', () => table('A,k1,-1e-9\n'), /line 2: affinity is -1e-9, not within/],
    ['a broken table', () => table('A,k1,1\nA,"k2,1\n'), /line 3: a quoted cell is not closed/], ['a row too short', () => table('A,k1\n'), /line 2: has 2 cells/],
    ['a minimum over the maximum', () => firstLoad({ minLoad: 2 }), /k1: minimum load 2 exceeds maximum load 1/], ['a negative load', () => firstLoad({ minLoad: -1 }), /reviewers.0.minLoad/],
    ['part of a review', () => firstLoad({ maxLoad: 1.5 }), /reviewers.0.maxLoad/], ['an id used twice', () => firstLoad({ id: 'k2' }), /reviewer k2 appears twice/],
    ['a demand beyond all measure', () => ({ ...problem, applications: [{ id: 'A', demand: { KG: 2 ** 32 + 1 } }, problem.applications[1]] }), /demand KG is 4294967297, more than 10000/],
    ['a locked pair in conflict', () => ({ ...problem, locked: [['A', 'k1']] }), /locked pair of application A and reviewer k1 is not possible/],
    ['a pair locked twice', () => ({ ...problem, locked: [['A', 'k2'], ['A', 'k2']] }), /appears twice/],
    ['too many lots', () => ({ ...problem, mode: 'lots', lots: 1001 }), /number of lots is 1001, not a whole number from 1 to 1000/],
    ['more pairs than can be held', () => ({
      applications: Array.from({ length: 5001 }, (_, n) => ({ id: `A${n}`, demand: {} })), reviewers: Array.from({ length: 5000 }, (_, n) => ({ id: `R${n}`, side: 'KG', maxLoad: 1 })), affinities: 'none.csv',
    }), /asks for 25005000 pairs of application and reviewer; at most 25000000/],
  ])('ends with 2 and a message for %s', async (_, content, message) => {
    const { status, answer, told } = await run('assign', file('p.json', content()));
    expect([status, answer]).toEqual([2, undefined]);
    expect(told).toMatch(message);
    expect(told).not.toMatch(/\n {4}at /);
  });

  it.each([['none.json', /none.json: is missing/], ['x'.repeat(5000), /cannot be read/], ['.', /is missing or not a file/]])('ends with 2 for a path that is no file (%#)', async (path, message) => {
    expect(await run('assign', path)).toMatchObject({ status: 2, answer: undefined, told: expect.stringMatching(message) });
  });
});

describe('optimize calibrate and portfolio', () => {
  it('calibrates a table of scores, skipping those that were not given', async () => {
    const { status, answer } = await run('calibrate', file('s.csv', 'application,reviewer,score\nA,r,4\nA,s,5\nB,r,2\nB,s,3\nC,r,NA\n'));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ mean: expect.closeTo(3.5, 9), components: [['A', 'B']] });
    expect(answer.applications.map(({ id, reviews, raw }: any) => [id, reviews, raw])).toEqual([['A', 2, 4.5], ['B', 2, 2.5]]);
    expect((await run('calibrate', file('s.csv', 'application,reviewer,score\nA,r,good\n'))).told).toMatch(/line 2: score is “good”/);
  });

  it('chooses awards', async () => {
    const { status, answer } = await run('portfolio', file('c.json', {
      applications: [{ id: 'A', score: 9, request: { KG: 5, CN: 5 } }, { id: 'B', score: 8, request: { KG: 5, CN: 5 } }],
      places: 1, budget: { KG: 10, CN: 10 },
    }));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ status: 'optimal', objective: 9, chosen: ['A'], alternatives: [], proof: { optimal: true } });
  });

  it('refuses what neither can read', async () => {
    const told = async (command: string, content: unknown): Promise<string> => {
      const { status, told: words } = await run(command, file('bad', content));
      expect(status).toBe(2);
      return words;
    };
    const award = { id: 'A', score: 1, request: { KG: 1, CN: 1 }, theme: '__proto__' };
    expect(await told('portfolio', { applications: [], places: 1 })).toMatch(/applications: is empty/);
    expect(await told('portfolio', JSON.stringify({ applications: [award], places: 1, themeMin: { x: 1 } }).replace('"x"', '"__proto__"'))).toMatch(/themeMin: .*a theme named __proto__/);
    expect(await told('portfolio', { applications: [{ ...award, score: 1e300 }], places: 1 })).toMatch(/score is 1e\+300, not a number up to 10000/);
    expect(await told('calibrate', `application,reviewer,score\nA,r,1${'0'.repeat(200)}\n`)).toMatch(/score of application A by reviewer r is 1e\+200/);
    expect(await told('calibrate', 'application,reviewer,score\nA,r,\n')).toMatch(/holds no scores/);
    expect(await told('calibrate', '')).toMatch(/bad, line 1: is empty/);
  });

  it('ends in peace where nobody reads on', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockImplementation(((_: string, done: (error: Error) => void) => {
      done(new Error('EPIPE'));
      return process.stdout.emit('error', new Error('EPIPE'));
    }) as typeof process.stdout.write);
    const status = await optimize(['assign', file('p.json', problem)]);
    write.mockRestore();
    expect(status).toBe(0);
  });

  it('explains itself without arguments', async () => {
    expect(await run('guess', 'x')).toMatchObject({ status: 2, answer: undefined });
  });
});
