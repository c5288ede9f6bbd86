import { Clock, Db, Queues, systemActor, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { dueTickets, endAttempt, stuckLetters, type StuckLetter } from './data/letters.queries.js';
import { afterFailure } from './shared/rules.js';
import type { Template } from './shared/templates.js';

/** Tempo of sending in milliseconds of real time, also where the clock of the rules stands still. Tests set it shorter. */
@Injectable()
export class LetterPace {
  /** Pause between two looks for waiting letters. */
  sweepMs = 500;
  /** After this time in `sending` the sender counts as dead; no attempt lasts that long. */
  stuckAfterMs = 60_000;
  /** A ticket lost with its worker blocks a letter no longer than this. */
  ticketMs = 5_000;
}

const BATCH = 200;

/** Looks after letters: queues those that wait, and takes back those whose sender died. */
@Injectable()
export class SendLetters {
  constructor(private readonly db: Db, private readonly queues: Queues, private readonly clock: Clock, private readonly pace: LetterPace) {}

  async sweep(): Promise<void> {
    const actor = systemActor(await this.clock.now());
    const { stuck, tickets } = await this.db.read(actor, async (tx) => (
      { stuck: await stuckLetters(tx, this.pace.stuckAfterMs), tickets: await dueTickets(tx, this.pace.ticketMs, BATCH) }));
    for (const letter of stuck) await this.takeBack(actor, letter);
    for (const ticket of tickets) await this.queues.add('letters', ticket);
  }

  private async takeBack(actor: Actor, letter: StuckLetter): Promise<void> {
    const next = afterFailure(letter.template as Template, 'unknown', letter.attempts);
    await this.db.write(actor, async (tx) => {
      const done = await endAttempt(tx, letter.id, letter.attempts, { ...next, problem: 'the sender stopped before an answer came' });
      tx.audit(`letter:${letter.id}`, done ? `letter.${next.state}` : 'letter.answered-late', { attempt: letter.attempts, outcome: next.state });
    });
  }
}
