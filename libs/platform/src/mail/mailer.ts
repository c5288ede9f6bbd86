import { createTransport, type Transporter } from 'nodemailer';

export interface Letter { messageId: string; to: string; subject: string; text: string; language: string }

/** Sends one letter; resolves when the next server has taken it. */
export abstract class Mailer {
  /** `sent` by a mail server, or `kept` here because none is configured. */
  abstract send(letter: Letter): Promise<'sent' | 'kept'>;
  abstract close(): void;
}

export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;

  constructor(url: string, private readonly from: string) {
    super();
    this.transport = createTransport(url, { pool: true, maxConnections: 4, connectionTimeout: 10_000, socketTimeout: 20_000 } as object);
  }

  async send(letter: Letter): Promise<'sent'> {
    await this.transport.sendMail({
      from: this.from, to: letter.to, subject: letter.subject, text: letter.text, messageId: `<${letter.messageId}>`,
      headers: { 'content-language': letter.language, 'auto-submitted': 'auto-generated' },
    });
    return 'sent';
  }

  close(): void { this.transport.close(); }
}

/** Without a mail server letters stay in the outbox page. */
export class KeptMailer extends Mailer {
  async send(): Promise<'kept'> { return 'kept'; }

  close(): void { /* nothing is open */ }
}
