import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    expect(answer.explanation.sentences).toEqual(['application A need 1 KG reviews; no reviewer remains: short by 1.']);
    expect(answer.explanation.repairs[0]).toMatchObject({ kind: 'add-reviewers', size: 1 });
  });

  it('knows the fair mode and lots', async () => {
    expect((await run('assign', file('p.json', { ...problem, mode: 'fair' }))).answer).toMatchObject({ status: 'optimal', fairnessBound: 0.7 });
    const { answer } = await run('assign', file('p.json', { ...problem, mode: 'lots', lots: 1, seed: 'x' }));
    expect(answer).toMatchObject({ status: 'optimal', drawn: 0, expectedTotal: 2.2 });
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"applications": [\n{]}', /line 2/], ['an unknown key', { ...problem, cap: 1 }, /cap/],
    ['an unknown reviewer', { ...problem, locked: [['A', 'z']] }, /locked: reviewer z is unknown/],
    ['an affinity over 1', { ...problem, affinities: [[2, 0, 0], [0, 0, 0]] }, /not within 0..1/],
    ['an absent file of affinities', { ...problem, affinities: 'none.csv' }, /none.csv: is missing/],
  ])('ends with 2 and a message for %s', async (_, content, message) => {
    const { status, answer, told } = await run('assign', file('p.json', content));
    expect([status, answer]).toEqual([2, undefined]);
    expect(told).toMatch(message);
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

  it('explains itself without arguments', async () => {
    expect(await run('guess', 'x')).toMatchObject({ status: 2, answer: undefined });
  });
});
