import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LaunchFailure } from './failure.js';
import { SupervisedChild } from './supervised-child.js';

const PATIENCE = { shortLives: 3, healthyAfter: 150 };

/** What a child does; the last one tells its number by a file, so that a test can kill it. */
const CHILDREN = {
  'never ready': 'process.exit(1)',
  'ends when ready': 'process.send({ ready: true, port: 1 }, () => process.exit(2))',
  serves: 'require("node:fs").writeFileSync(`${__dirname}/pid`, String(process.pid)); process.send({ ready: true, port: 1 }); process.on("disconnect", () => process.exit(0))',
};

describe('a child that the launcher keeps running', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopuro-child-'));
  let child: SupervisedChild;
  let said: string[];
  let failures: LaunchFailure[];

  afterEach(async () => { await child.stop(1_000); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  function start(kind: keyof typeof CHILDREN): void {
    const entry = join(folder, `${kind.replaceAll(' ', '-')}.cjs`);
    writeFileSync(entry, CHILDREN[kind]);
    [said, failures] = [[], []];
    child = new SupervisedChild({ name: 'child', entry, env: process.env, log: (line) => { said.push(line); }, onFailure: (f) => { failures.push(f); } }, PATIENCE);
  }

  async function until(probe: () => boolean): Promise<void> {
    while (!probe()) await sleep(10);
  }

  it.each(['never ready', 'ends when ready'] as const)('is given up after three short lives in a row: %s', async (kind) => {
    start(kind);
    await until(() => failures.length > 0);
    expect(failures.map((f) => f.message)).toEqual([expect.stringContaining('failed 3 times in a row')]);
    expect(said.filter((line) => line.includes('starting it anew'))).toHaveLength(2);
  });

  it('rejects whoever waits for one that was never ready', async () => {
    start('never ready');
    await expect(child.ready).rejects.toThrow('failed 3 times in a row');
  });

  it('is wanted back however often it dies after it served for a while', async () => {
    start('serves');
    await child.ready;
    const deaths = 2 * PATIENCE.shortLives;
    for (let n = 1; n <= deaths; n++) {
      await sleep(2 * PATIENCE.healthyAfter);
      process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
      await until(() => said.filter((line) => line === 'The child runs again').length === n);
    }
    expect(failures).toEqual([]);
  });
});
