import { brotliCompressSync, constants } from 'node:zlib';
import { u16, u32 } from './bytes.js';

export type Tables = Readonly<Record<string, Buffer>>;

/** Tables of an OpenType file by their tag. */
export function readTables(file: Buffer): Tables {
  return Object.fromEntries(Array.from({ length: file.readUInt16BE(4) }, (_, n) => {
    const at = 12 + 16 * n;
    const from = file.readUInt32BE(at + 8);
    return [file.toString('latin1', at, at + 4), file.subarray(from, from + file.readUInt32BE(at + 12))];
  }));
}

/** Glyphs by code point, from the subtable of format 12. */
export function readCmap(cmap: Buffer): Map<number, number> {
  const at = Array.from({ length: cmap.readUInt16BE(2) }, (_, n) => cmap.readUInt32BE(8 + 8 * n)).find((a) => cmap.readUInt16BE(a) === 12);
  if (at === undefined) throw new Error('no character map of format 12');
  const found = new Map<number, number>();
  for (let n = 0; n < cmap.readUInt32BE(at + 12); n++) {
    const group = at + 16 + 12 * n;
    const [first, last, glyph] = [cmap.readUInt32BE(group), cmap.readUInt32BE(group + 4), cmap.readUInt32BE(group + 8)];
    for (let c = first; c <= last; c++) found.set(c, glyph + c - first);
  }
  return found;
}

/** A character map of format 12: the nth character has the glyph n + 1. */
export function writeCmap(characters: readonly number[]): Buffer {
  const groups = characters.map((c, n) => Buffer.concat([u32(c), u32(c), u32(n + 1)]));
  return Buffer.concat([u16(0), u16(1), u16(3), u16(10), u32(12), u16(12), u16(0), u32(16 + 12 * groups.length), u32(0), u32(groups.length), ...groups]);
}

/** Tags in the order in which WOFF 2 numbers them; undefined where this font has none. */
const KNOWN = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca', 'prep', 'CFF '];

function base128(value: number): Buffer {
  const bytes = [value & 127];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 127) | 128);
  return Buffer.from(bytes);
}

/** The tables as a WOFF 2 file, none of them transformed. */
export function writeWoff2(tables: Tables): Buffer {
  const entries = Object.entries(tables);
  const directory = Buffer.concat(entries.map(([tag, bytes]) => Buffer.concat([Buffer.of(KNOWN.indexOf(tag)), base128(bytes.length)])));
  const data = brotliCompressSync(Buffer.concat(entries.map(([, bytes]) => bytes)), { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT, [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const whole = entries.reduce((sum, [, bytes]) => sum + Math.ceil(bytes.length / 4) * 4, 12 + 16 * entries.length);
  const length = 48 + directory.length + data.length;
  const padding = Buffer.alloc((4 - (length % 4)) % 4);
  const header = Buffer.concat([Buffer.from('wOF2OTTO'), u32(length + padding.length), u16(entries.length), u16(0), u32(whole), u32(data.length), u16(1), u16(0), Buffer.alloc(20)]);
  return Buffer.concat([header, directory, data, padding]);
}
