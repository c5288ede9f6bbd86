const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-f]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)/iy;

interface Token { start: number; mark: string | undefined; isText: boolean }

class Fault extends Error {
  constructor(readonly position: number) { super('fault'); }
}

/** Deeper than any input of ours; beyond, the walk would run out of stack. */
const DEEPEST = 1000;

/** Walks a JSON text and stops at the first place where the grammar is left. */
class Walk {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): void {
    const { start, mark } = this.next();
    if (this.depth === DEEPEST) throw new Fault(start);
    this.depth++;
    if (mark === '{') this.items('}', () => this.member());
    else if (mark === '[') this.items(']', () => this.value());
    else if (mark !== undefined) throw new Fault(start);
    this.depth--;
  }

  private member(): void {
    const key = this.next();
    if (!key.isText) throw new Fault(key.start);
    const colon = this.next();
    if (colon.mark !== ':') throw new Fault(colon.start);
    this.value();
  }

  private items(end: string, item: () => void): void {
    if (this.peek().mark === end) {
      this.next();
      return;
    }
    for (;;) {
      item();
      const { start, mark } = this.next();
      if (mark === end) return;
      if (mark !== ',') throw new Fault(start);
    }
  }

  private peek(): Token {
    const before = this.at;
    const token = this.next();
    this.at = before;
    return token;
  }

  private next(): Token {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found) throw new Fault(this.at + (/^\s*/.exec(this.text.slice(this.at))?.[0].length ?? 0));
    this.at = TOKEN.lastIndex;
    return { start: this.at - found[0].trimStart().length, mark: found[1], isText: found[2] !== undefined };
  }

  end(): void {
    const rest = this.text.slice(this.at);
    if (rest.trim() !== '') throw new Fault(this.at + rest.search(/\S/));
  }
}

/** The line (from 1) on which a text stops being JSON: engines do not always say where. */
export function jsonFaultLine(text: string): number {
  const walk = new Walk(text);
  let position = text.trimEnd().length;
  try {
    walk.value();
    walk.end();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    position = Math.min(position, error.position);
  }
  return text.slice(0, position).split('\n').length;
}
