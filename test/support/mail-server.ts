import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'node:net';

export interface Received { messageId: string; to: string; subject: string; text: string; language: string }
/** `accept`; `refuse` (550), `later` (451) or `closing` (421) at the recipient; `refuse-text` (554) after the message; `drop`: takes the message and closes the connection before it answers. */
export type Conduct = 'accept' | 'refuse' | 'refuse-text' | 'later' | 'closing' | 'drop';

function decodedWords(header: string): string {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, data: string) => (kind.toUpperCase() === 'B'
    ? Buffer.from(data, 'base64') : quotedBytes(data.replaceAll('_', ' '))).toString('latin1')).replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function quotedBytes(text: string): Buffer {
  return Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

function parsed(raw: string, to: string): Received {
  const cut = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, cut).replace(/\r\n[ \t]+/g, ' ');
  const body = raw.slice(cut + 4);
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1] ?? '';
  const encoding = header('content-transfer-encoding').toLowerCase();
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : encoding === 'quoted-printable' ? quotedBytes(body) : Buffer.from(body, 'latin1');
  return { to, messageId: header('message-id'), subject: decodedWords(header('subject')), language: header('content-language'), text: bytes.toString('utf8').replaceAll('\r\n', '\n') };
}

/** A real SMTP server that keeps what it takes and behaves as told. */
export class MailServer {
  readonly received: Received[] = [];
  conduct: (to: string) => Conduct = () => 'accept';
  /** Time that it takes to answer to a message, in milliseconds. */
  delayMs = 0;
  port = 0;
  private server: SMTPServer | undefined;

  get url(): string { return `smtp://127.0.0.1:${this.port}`; }

  /** Listens on its former port, or on a free one the first time. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], closeTimeout: 50, logger: false,
      onRcptTo: ({ address }, _session, done) => {
        const c = this.conduct(address);
        if (c === 'refuse') done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
        else if (c === 'closing') done(Object.assign(new Error('service not available, closing'), { responseCode: 421 }));
        else if (c === 'later') done(Object.assign(new Error('come back later'), { responseCode: 451 }));
        else done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (c: Buffer) => chunks.push(c));
        stream.on('end', () => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          if (this.conduct(to) === 'refuse-text') {
            done(Object.assign(new Error('looks like spam'), { responseCode: 554 }));
            return;
          }
          this.received.push(parsed(Buffer.concat(chunks).toString('latin1'), to));
          if (this.conduct(to) === 'drop') this.dropConnection(session.id);
          else setTimeout(() => { done(null); }, this.delayMs);
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((ready) => { server.listen(this.port, '127.0.0.1', () => { ready(); }); });
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((gone) => { server.close(() => { gone(); }); });
  }

  to(address: string): Received[] { return this.received.filter((r) => r.to === address); }

  private dropConnection(sessionId: string): void {
    const open = (this.server as unknown as { connections: Set<{ id: string; session: { id: string }; _socket: Socket }> }).connections;
    for (const c of open) if (c.id === sessionId || c.session?.id === sessionId) c._socket.destroy();
  }
}
