import { Clock, Db, KeptMailer, Mailer, MailFailure, systemActor, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { claimLetter, endAttempt, type Ending, type LetterRow } from './data/letters.queries.js';
import { LetterText } from './letter-text.js';
import { MAX_PROBLEM } from './shared/limits.js';
import { afterFailure, type Fate } from './shared/rules.js';
import type { Template } from './shared/templates.js';
import type { Composed } from './templates/compose.js';

/** Thrown inside the claim to undo it: another sender has the letter, or it is not due. */
class NotOurs extends Error {}
interface Claimed { letter: LetterRow; content: Composed }

/**
 * Sends one letter: claims it and writes its text (one transaction), hands it over, and keeps how that ended (another). A sender that dies
 * between the two leaves it in `sending`, where `SendLetters` finds it. Without a mail server there is nothing to hand over and all is one transaction.
 */
@Injectable()
export class SendLetter {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly mailer: Mailer, private readonly text: LetterText) {}

  /** `ticket` begins with the letter's id. Does nothing for a letter that is not waiting. */
  async run(ticket: string): Promise<void> {
    const claimed = await this.claim(ticket.slice(0, 36), systemActor(await this.clock.now()));
    if (!claimed) return;
    const ending = await this.handOver(claimed);
    const actor = systemActor(await this.clock.now());
    await this.end(actor, claimed.letter, ending.state === 'sent' || ending.state === 'kept' ? { ...ending, sentAt: actor.at } : ending);
  }

  private async claim(id: string, actor: Actor): Promise<Claimed | undefined> {
    try {
      return await this.db.write(actor, async (tx) => {
        const letter = await claimLetter(tx, id);
        if (!letter) throw new NotOurs();
        const content = await this.text.toSend(tx, letter);
        if (!content) return await this.finish(tx, letter, { state: 'superseded' });
        if (this.mailer instanceof KeptMailer) return await this.finish(tx, letter, { state: 'kept', sentAt: actor.at });
        tx.audit(`letter:${id}`, 'letter.sending', { attempt: letter.attempts });
        return { letter, content };
      });
    } catch (e) {
      if (e instanceof NotOurs) return undefined;
      throw e;
    }
  }

  private async handOver({ letter, content }: Claimed): Promise<Ending> {
    try {
      return { state: await this.mailer.send({ messageId: letter.message_id, to: letter.email, language: letter.language, ...content }) };
    } catch (e) {
      const fate: Fate = e instanceof MailFailure ? e.fate : 'unknown';
      return { ...afterFailure(letter.template as Template, fate, letter.attempts), problem: String(e instanceof Error ? e.message : e).slice(0, MAX_PROBLEM) };
    }
  }

  private async end(actor: Actor, letter: LetterRow, ending: Ending): Promise<void> {
    await this.db.write(actor, async (tx) => { await this.finish(tx, letter, ending); });
  }

  private async finish(tx: WriteTx, letter: LetterRow, ending: Ending): Promise<undefined> {
    const counted = await endAttempt(tx, letter.id, letter.attempts, ending);
    tx.audit(`letter:${letter.id}`, counted ? `letter.${ending.state}` : 'letter.answered-late', { attempt: letter.attempts, outcome: ending.state });
  }
}
