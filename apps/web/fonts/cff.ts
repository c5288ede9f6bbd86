import { u16, u32 } from './bytes.js';
import { flatten, type Subroutines } from './charstring.js';

/*
 * Reads the outlines of a CID-keyed CFF font and writes a small one with some of them (Adobe Technical Note 5176): one private dictionary, no subroutines.
 */
interface Index { items: Buffer[]; end: number }
type Entry = { operator: number; operands: number[]; bytes: Buffer };

const OP = { subrs: 19, private: 18, charStrings: 17, fdArray: 0x0c24, fdSelect: 0x0c25 };

function readIndex(cff: Buffer, at: number): Index {
  const count = cff.readUInt16BE(at);
  if (count === 0) return { items: [], end: at + 2 };
  const size = cff[at + 2] ?? 1;
  const base = at + 2 + (count + 1) * size;
  const offset = (n: number) => base + cff.readUIntBE(at + 3 + n * size, size);
  return { items: Array.from({ length: count }, (_, n) => cff.subarray(offset(n), offset(n + 1))), end: offset(count) };
}

function writeIndex(items: readonly Buffer[]): Buffer {
  if (items.length === 0) return u16(0);
  const offsets: Buffer[] = [u32(1)];
  for (let n = 0, at = 1; n < items.length; n++) offsets.push(u32(at += items[n]?.length ?? 0));
  return Buffer.concat([u16(items.length), Buffer.of(4), ...offsets, ...items]);
}

/** Length of a number in a dictionary; real numbers (30) end with a half byte 15. */
function lengthAt(dict: Buffer, i: number): number {
  const byte = dict[i] ?? 0;
  if (byte === 28) return 3;
  if (byte === 29) return 5;
  if (byte !== 30) return byte < 247 ? 1 : 2;
  const end = dict.subarray(i + 1).findIndex((b) => (b & 15) === 15 || b >> 4 === 15);
  return end + 2;
}

function integerAt(dict: Buffer, i: number): number {
  const byte = dict[i] ?? 0;
  if (byte === 28) return dict.readInt16BE(i + 1);
  if (byte === 29) return dict.readInt32BE(i + 1);
  if (byte < 247) return byte - 139;
  const next = dict[i + 1] ?? 0;
  return byte < 251 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108;
}

function readDict(dict: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0, from = 0, operands: number[] = []; i < dict.length;) {
    const byte = dict[i] ?? 0;
    if (byte > 21) {
      operands.push(integerAt(dict, i));
      i += lengthAt(dict, i);
      continue;
    }
    const long = byte === 12;
    i += long ? 2 : 1;
    entries.push({ operator: long ? 0x0c00 + (dict[i - 1] ?? 0) : byte, operands, bytes: dict.subarray(from, i) });
    [from, operands] = [i, []];
  }
  return entries;
}

function operandsOf(dict: readonly Entry[], operator: number): number[] {
  return dict.find((e) => e.operator === operator)?.operands ?? [];
}

/** The dictionary that a glyph belongs to (FDSelect, format 3). */
function dictionaryReader(cff: Buffer, at: number): (glyph: number) => number {
  if (cff[at] !== 3) throw new Error('FDSelect has another format');
  const ranges = Array.from({ length: cff.readUInt16BE(at + 1) }, (_, n) => ({ first: cff.readUInt16BE(at + 3 + 3 * n), dict: cff[at + 5 + 3 * n] ?? 0 }));
  return (glyph) => ranges.findLast((r) => r.first <= glyph)?.dict ?? 0;
}

/** The outlines of one font dictionary: which glyphs belong to it, their charstrings without calls, and its private values. */
export interface Outlines { has: (glyph: number) => boolean; glyph: (glyph: number) => Buffer; privateDict: Buffer }

/** Outlines of the dictionary to which `model` belongs: glyphs of one kind share it. */
export function readOutlines(cff: Buffer, model: number): Outlines {
  const names = readIndex(cff, cff[2] ?? 4);
  const tops = readIndex(cff, names.end);
  const global: Subroutines = readIndex(cff, readIndex(cff, tops.end).end).items;
  const top = readDict(tops.items[0] ?? Buffer.alloc(0));
  const offset = (operator: number) => operandsOf(top, operator)[0] ?? 0;
  const glyphs = readIndex(cff, offset(OP.charStrings)).items;
  const dictOf = dictionaryReader(cff, offset(OP.fdSelect));
  const [size = 0, at = 0] = operandsOf(readDict(readIndex(cff, offset(OP.fdArray)).items[dictOf(model)] ?? Buffer.alloc(0)), OP.private);
  const own = readDict(cff.subarray(at, at + size));
  const [subrs] = operandsOf(own, OP.subrs);
  const local: Subroutines = subrs === undefined ? [] : readIndex(cff, at + subrs).items;
  return {
    has: (glyph) => dictOf(glyph) === dictOf(model),
    glyph: (glyph) => flatten(glyphs[glyph] ?? Buffer.alloc(0), global, local),
    privateDict: Buffer.concat(own.filter((e) => e.operator !== OP.subrs).map((e) => e.bytes)),
  };
}

const integer = (value: number) => Buffer.concat([Buffer.of(29), u32(value >>> 0)]);

/** A CFF font with these glyphs, the first of them for what is missing. */
export function writeCff(name: string, glyphs: readonly Buffer[], privateDict: Buffer): Buffer {
  const n = glyphs.length;
  const head = Buffer.concat([Buffer.of(1, 0, 4, 4), writeIndex([Buffer.from(name)])]);
  const after = Buffer.concat([writeIndex([Buffer.from('Adobe'), Buffer.from('Identity')]), writeIndex([])]);
  const parts = { charset: Buffer.concat([Buffer.of(2), u16(1), u16(n - 2)]), select: Buffer.concat([Buffer.of(3), u16(1), u16(0), Buffer.of(0), u16(n)]), glyphs: writeIndex(glyphs) };
  const topOf = (charset: number, select: number, chars: number, array: number) => writeIndex([Buffer.concat([
    integer(391), integer(392), integer(0), Buffer.of(12, 30), integer(n), Buffer.of(12, 34), integer(-1000), integer(-1000), integer(3000), integer(2000), Buffer.of(5),
    integer(charset), Buffer.of(15), integer(select), Buffer.of(12, 37), integer(chars), Buffer.of(17), integer(array), Buffer.of(12, 36)])]);
  // Integers have a fixed length here, so that the places are known before they are written.
  const start = head.length + topOf(0, 0, 0, 0).length + after.length;
  const [select, chars] = [start + parts.charset.length, start + parts.charset.length + parts.select.length];
  const array = chars + parts.glyphs.length;
  const fontDict = (at: number) => writeIndex([Buffer.concat([integer(privateDict.length), integer(at), Buffer.of(OP.private)])]);
  const dict = fontDict(array + fontDict(0).length);
  return Buffer.concat([head, topOf(start, select, chars, array), after, parts.charset, parts.select, parts.glyphs, dict, privateDict]);
}
