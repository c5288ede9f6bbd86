import { Db, inThread, Jobs, systemActor } from '#libs/platform';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { TestApp } from '../support/app.js';

type Double = (numbers: number[], onProgress: (share: number) => void) => number[];
type Endless = (input: null, onProgress: (share: number) => void) => never;
type Failing = (what: string) => never;

const TASKS = new URL('../support/thread-tasks.mjs', import.meta.url);

describe('work in a thread', () => {
  it('answers and tells how far it is', async () => {
    const told: number[] = [];
    expect(await inThread<Double>(TASKS, 'double', [1, 2, 3, 4], { onProgress: (share) => told.push(share) })).toEqual([2, 4, 6, 8]);
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('leaves this thread free, and ends in the middle of its work when it is cancelled', async () => {
    const stop = new AbortController();
    const endless = inThread<Endless>(TASKS, 'spin', null, { signal: stop.signal, onProgress: () => { stop.abort(new Error('no longer wanted')); } });
    await expect(endless).rejects.toThrow('no longer wanted');
    await expect(inThread<Endless>(TASKS, 'spin', null, { signal: stop.signal })).rejects.toThrow('no longer wanted');
  });

  it('waits where the processors are taken, in order, and can be cancelled while it waits', async () => {
    const taken = Array.from({ length: Math.max(2, availableParallelism()) }, () => new AbortController());
    const spinning = taken.map((stop) => inThread<Endless>(TASKS, 'spin', null, { signal: stop.signal }).catch((e: Error) => e.message));
    const leaving = new AbortController();
    const left = inThread<Double>(TASKS, 'double', [1], { signal: leaving.signal });
    let answered = false;
    const next = inThread<Double>(TASKS, 'double', [2]).then((answer) => { answered = true; return answer; });
    leaving.abort(new Error('changed their mind'));
    await expect(left).rejects.toThrow('changed their mind');
    expect(answered).toBe(false);
    for (const stop of taken) stop.abort(new Error('enough'));
    expect(await next).toEqual([4]);
    expect(new Set(await Promise.all(spinning))).toEqual(new Set(['enough']));
  });

  it('throws what the task throws, and says when there is no answer', async () => {
    await expect(inThread<Failing>(TASKS, 'fail', 'reviewers')).rejects.toMatchObject({ name: 'RangeError', message: 'no reviewers' });
    await expect(inThread<Endless>(TASKS, 'leave', null)).rejects.toThrow('ended with 3');
    await expect(inThread<Endless>(TASKS, 'nothing', null)).rejects.toThrow('exports no nothing');
  });
});

describe('a job that works in a thread', () => {
  it('is ended soon after it was cancelled, and left to the next worker when the process ends', async () => {
    const t = await TestApp.start();
    const jobs = t.app.get(Jobs);
    const state = async (id: string) => (await t.sql<{ state: string }>('select state from job where id = $1', [id]))[0]?.state;
    let began: () => void;
    jobs.handle('spin', (job) => inThread<Endless>(TASKS, 'spin', null, { signal: job.signal, onProgress: () => { began(); } }));
    const actor = systemActor(t.clock.at);
    const start = async () => {
      const id = await t.app.get(Db).write(actor, async (tx) => {
        const asked = await jobs.request(tx, actor, 'spin', randomUUID());
        tx.audit(`job:${asked}`, 'job.requested', {});
        return asked;
      });
      const spinning = new Promise<void>((go) => { began = go; });
      const run = jobs.run(id);
      await spinning;
      return { id, run };
    };
    const first = await start();
    await t.sql(`update job set state = 'cancelled' where id = $1`, [first.id]);
    await first.run;
    expect(await state(first.id)).toBe('cancelled');
    const second = await start();
    jobs.onModuleDestroy();
    await second.run;
    expect(await state(second.id)).toBe('running');
    await t.stop();
  });
});
