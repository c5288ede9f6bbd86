/** Subroutines of a CFF font; numbers in charstrings are biased by their count. */
export type Subroutines = readonly Buffer[];

interface Reader { out: number[]; /** Numbers on the stack, with their place in `out`. */ stack: { at: number; value: number }[]; stems: number; global: Subroutines; local: Subroutines }

const CALL_LOCAL = 10;
const RETURN = 11;
const ESCAPE = 12;
const END = 14;
const MASKS = [19, 20];
const STEMS = [1, 3, 18, 23];
const CALL_GLOBAL = 29;
const FLEXES = [34, 35, 36, 37];

function biased(all: Subroutines, n: number): Buffer {
  const found = all[n + (all.length < 1240 ? 107 : all.length < 33_900 ? 1131 : 32_768)];
  if (!found) throw new Error('a subroutine is missing');
  return found;
}

/** Length of the number that starts at `i`, or 0 where an operator stands. */
function numberLength(byte: number): number {
  if (byte === 28) return 3;
  if (byte < 32) return 0;
  return byte < 247 ? 1 : byte < 255 ? 2 : 5;
}

function numberAt(code: Buffer, i: number): number {
  const byte = code[i] ?? 0;
  if (byte === 28) return code.readInt16BE(i + 1);
  if (byte < 247) return byte - 139;
  const next = code[i + 1] ?? 0;
  return byte < 251 ? (byte - 247) * 256 + next + 108 : byte < 255 ? -(byte - 251) * 256 - next - 108 : code.readInt32BE(i + 1) / 65_536;
}

/** Copies code without its calls; answers whether the glyph ended. */
function run(code: Buffer, r: Reader): boolean {
  for (let i = 0; i < code.length;) {
    const byte = code[i] ?? 0;
    const length = numberLength(byte);
    if (length > 0) {
      r.stack.push({ at: r.out.length, value: numberAt(code, i) });
      r.out.push(...code.subarray(i, i + length));
      i += length;
    } else if (byte === CALL_LOCAL || byte === CALL_GLOBAL) {
      const called = r.stack.pop();
      if (!called) throw new Error('a call without a number');
      r.out.length = called.at;
      if (run(biased(byte === CALL_LOCAL ? r.local : r.global, called.value), r)) return true;
      i += 1;
    } else if (byte === RETURN) {
      return false;
    } else {
      i += operator(code, i, byte, r);
      if (byte === END) return true;
    }
  }
  return false;
}

/** Copies an operator with what belongs to it; answers its length. */
function operator(code: Buffer, i: number, byte: number, r: Reader): number {
  if (MASKS.includes(byte) || STEMS.includes(byte)) r.stems += r.stack.length >> 1;
  const length = MASKS.includes(byte) ? 1 + Math.ceil(r.stems / 8) : byte === ESCAPE ? 2 : 1;
  // Arithmetic would leave numbers on the stack that are not in the text; this font has none.
  if (byte === ESCAPE && !FLEXES.includes(code[i + 1] ?? 0)) throw new Error('arithmetic in a charstring');
  r.out.push(...code.subarray(i, i + length));
  r.stack = [];
  return length;
}

/** A glyph's Type 2 charstring without calls, so that it needs no subroutines. */
export function flatten(code: Buffer, global: Subroutines, local: Subroutines): Buffer {
  const r: Reader = { out: [], stack: [], stems: 0, global, local };
  if (!run(code, r)) throw new Error('a glyph without an end');
  return Buffer.from(r.out);
}
