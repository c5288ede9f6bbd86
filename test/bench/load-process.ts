import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { repeat, type Figures, type Shot } from './measure.js';

/** The process that sends the load, forked by `load.ts`: it holds little, so that collecting its garbage delays nothing that is measured. */
export interface Order { clients: number; seconds: number; shots: Shot[]; again: boolean }

/** A kept connection that sends one request at a time. Plain, since the load shares the processors with what it measures: node's own client takes three times as much. */
class Lane {
  private head = Buffer.alloc(0);
  private missing = -1;
  private status = 0;
  private text = '';
  private turn: { url: string; done: () => void; failed: (e: Error) => void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).on('data', (piece: Buffer) => { this.take(piece); }).on('error', (e) => { this.turn?.failed(e); }).on('close', () => { this.turn?.failed(new Error('the connection was closed')); });
  }

  static async to(url: string): Promise<Lane> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Lane(socket);
  }

  /** Sends one request and reads its answer to the end; throws on anything but success. */
  send(shot: Shot): Promise<void> {
    const { host, pathname, search } = new URL(shot.url);
    const headers = { host, ...shot.headers, 'content-length': String(shot.body === undefined ? 0 : Buffer.byteLength(shot.body)) };
    return new Promise((done, failed) => {
      this.turn = { url: shot.url, done, failed };
      this.socket.cork();
      this.socket.write(`${shot.method ?? 'GET'} ${pathname}${search} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      if (shot.body !== undefined) this.socket.write(shot.body);
      this.socket.uncork();
    });
  }

  private take(piece: Buffer): void {
    let body = piece;
    if (this.missing < 0) {
      this.head = Buffer.concat([this.head, piece]);
      const end = this.head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = this.head.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      this.status = Number(head.slice(9, 12));
      this.missing = this.status === 204 ? 0 : Number(length);
      if (Number.isNaN(this.missing)) throw new Error(`an answer without its length: ${head}`);
      body = this.head.subarray(end + 4);
      this.head = Buffer.alloc(0);
    }
    this.missing -= body.length;
    if (this.status >= 300) this.text += body.toString();
    if (this.missing > 0) return;
    const { turn, status, text } = this;
    [this.turn, this.missing, this.text] = [undefined, -1, ''];
    if (status < 300) turn?.done(); else turn?.failed(new Error(`${turn.url}: ${status} ${text.slice(0, 300)}`));
  }

  end(): void {
    this.socket.removeAllListeners('close').destroy();
  }
}

async function carryOut({ clients, seconds, shots, again }: Order): Promise<Figures> {
  const lanes: Lane[] = [];
  let n = 0;
  try {
    return await repeat(clients, seconds, () => (again ? shots[n++ % shots.length] : shots[n++]), async (shot) => {
      const lane = lanes.pop() ?? await Lane.to(shot.url);
      await lane.send(shot);
      lanes.push(lane);
    });
  } finally {
    for (const lane of lanes) lane.end();
  }
}

process.on('message', (order: Order) => {
  void carryOut(order).catch((error: unknown) => ({ error: String(error) })).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
