/** Chance that can be repeated: the same seed throws the same numbers (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** From 0 up to 1, without 1. */
  throw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(from: number, to: number): number { return from + this.throw() * (to - from); }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    const all: T[] = [];
    while (left.length) all.push(...left.splice(Math.floor(this.throw() * left.length), 1));
    return all;
  }
}
