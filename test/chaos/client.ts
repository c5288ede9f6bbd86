import { isProblem, Problem, type EndpointShape, type Request, type Result } from '#libs/kernel';
import { newId } from '#libs/platform';
import type { Member } from '../support/app.js';
import type { Dice } from './dice.js';

/** `acknowledged` with the answer; `refused` with a code; `unknown`: no answer came, or one that says that the server failed. */
export type Fate<R> = { how: 'acknowledged'; answer: R } | { how: 'refused'; code: string } | { how: 'unknown' };

const RETRY_FOR_MS = 120_000;
const pause = (ms: number) => new Promise<void>((wake) => { setTimeout(wake, ms); });

/** Sends once. */
export async function sendOnce<E extends EndpointShape>(who: Member, e: E, input: Request<E>): Promise<Fate<Result<E>>> {
  try {
    return { how: 'acknowledged', answer: await who.call(e, input) };
  } catch (error) {
    return error instanceof Problem && error.status < 500 ? { how: 'refused', code: error.code } : { how: 'unknown' };
  }
}

/** What the tests remember of one thing that was sent under one Idempotency-Key. */
export interface Sent<R> { answer: R | undefined; attempts: number; faults: string[] }

/**
 * Sends as a careful client does: without an answer it sends the same again under the same key until one comes. One in five gives up after the first
 * failure, and one in three asks again after the answer: it must be the same.
 */
export async function sendOnceOnly<E extends EndpointShape>(dice: Dice, who: Member, e: E, input: Omit<Request<E>, 'idempotencyKey'>): Promise<Sent<Result<E>>> {
  const sent: Sent<Result<E>> = { answer: undefined, attempts: 0, faults: [] };
  const request = { ...input, idempotencyKey: newId() } as unknown as Request<E>;
  const [givesUp, asksAgain] = [dice.throw() < 0.2, dice.throw() < 0.33];
  const end = performance.now() + RETRY_FOR_MS;
  for (;;) {
    const fate = await sendOnce(who, e, request);
    sent.attempts++;
    if (fate.how === 'acknowledged') {
      sent.answer = fate.answer;
      break;
    }
    if (fate.how === 'refused' && fate.code !== 'idempotency.in-progress') {
      sent.faults.push(`${e.path} was refused at attempt ${sent.attempts}: ${fate.code}`);
      return sent;
    }
    if (givesUp) return sent;
    if (performance.now() > end) throw new Error(`${e.path} was not answered for ${RETRY_FOR_MS / 1000} s`);
    await pause(150);
  }
  if (asksAgain) {
    const again = await sendOnce(who, e, request);
    if (again.how === 'refused') sent.faults.push(`${e.path} sent again after its answer was refused: ${again.code}`);
    if (again.how === 'acknowledged' && JSON.stringify(again.answer) !== JSON.stringify(sent.answer)) sent.faults.push(`${e.path} sent again got another answer`);
  }
  return sent;
}

/** Sends reads and versioned writes again until the server answers. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + RETRY_FOR_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((isProblem(error) && error.status < 500) || performance.now() > end) throw error;
      await pause(150);
    }
  }
}
