import { createTransport } from 'nodemailer';

export interface Letter { messageId: string; to: string; subject: string; text: string; language: string }

/** `later`: nothing was handed over, so it may be tried again; `refused`: the server said no for good; `unknown`: handed over, and no answer came. */
export type MailFate = 'later' | 'refused' | 'unknown';

/** A letter that no server is known to have taken; the message is the server's words. */
export class MailFailure extends Error {
  constructor(readonly fate: MailFate, words: string) { super(words); }
}

/** Sends one letter; resolves when the next server has taken it. Throws `MailFailure`. */
export abstract class Mailer {
  /** `sent` by a mail server, or `kept` here because none is configured. */
  abstract send(letter: Letter): Promise<'sent' | 'kept'>;
  abstract close(): void;
}

/** No attempt lasts longer: what a letter's fate is must be known before others take it for lost. */
const SEND_WITHIN_MS = 45_000;

interface SmtpError { code?: string; responseCode?: number; message?: string }

/** The letter itself is refused only by an answer to its envelope or text; an answer to the log-in speaks of our settings. */
function fateOf(e: SmtpError, handedOver: boolean): MailFate {
  if (e.code === 'EENVELOPE' && !e.responseCode) return 'refused';
  if (e.responseCode) return e.responseCode >= 500 && (e.code === 'EENVELOPE' || e.code === 'EMESSAGE') ? 'refused' : 'later';
  return handedOver ? 'unknown' : 'later';
}

export class SmtpMailer extends Mailer {
  private readonly transport;
  /** Message-IDs under way, and whether the server has begun to read their text. */
  private readonly handedOver = new Map<string, () => boolean>();

  constructor(url: string, private readonly from: string) {
    super();
    // The pool must not send anything a second time by itself: whether a letter may be repeated is decided by its kind.
    this.transport = createTransport({ url, pool: true, maxConnections: 4, maxRequeues: 0, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
    this.transport.use('stream', ({ message }, done) => {
      const open = message.createReadStream.bind(message);
      message.createReadStream = (options) => {
        const stream = open(options);
        this.handedOver.set(message.messageId(), () => stream.readableDidRead);
        return stream;
      };
      done();
    });
  }

  async send(letter: Letter): Promise<'sent'> {
    const messageId = `<${letter.messageId}>`;
    try {
      await this.transport.sendMail({
        from: this.from, to: letter.to, subject: letter.subject, text: letter.text, messageId, signal: AbortSignal.timeout(SEND_WITHIN_MS),
        headers: { 'content-language': letter.language, 'auto-submitted': 'auto-generated' },
      });
      return 'sent';
    } catch (e) {
      const failure = e as SmtpError;
      throw new MailFailure(fateOf(failure, this.handedOver.get(messageId)?.() ?? false), failure.message ?? String(e));
    } finally {
      this.handedOver.delete(messageId);
    }
  }

  close(): void { this.transport.close(); }
}

/** Without a mail server letters stay in the outbox page. */
export class KeptMailer extends Mailer {
  async send(): Promise<'kept'> { return 'kept'; }

  close(): void { /* nothing is open */ }
}
