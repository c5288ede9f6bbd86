import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { u16, u32 } from './bytes.js';
import { readOutlines, writeCff, type Outlines } from './cff.js';
import { readCmap, readTables, writeCmap, writeWoff2, type Tables } from './sfnt.js';

const { resolve } = createRequire(import.meta.url);
const FAMILY = 'Kopuro Rare Han';
/** Characters of one file: about as much as a slice of the other Chinese font. */
const SLICE = 160;
/** A slice never spans a gap as wide as this: other scripts and signs may lie in it. */
const GAP = 512;

/** Characters that the slices of Noto Sans SC bring. */
function covered(): Set<number> {
  const css = readFileSync(resolve('@fontsource-variable/noto-sans-sc/wght.css'), 'utf8');
  const found = new Set<number>();
  for (const [, ranges = ''] of css.matchAll(/unicode-range:([^;]+);/g)) {
    for (const range of ranges.split(',')) {
      const [first = '', last = first] = range.trim().slice(2).split('-');
      for (let c = parseInt(first, 16); c <= parseInt(last, 16); c++) found.add(c);
    }
  }
  return found;
}

function metricsOf(t: Tables, glyphs: readonly number[]): Buffer {
  const { hhea, hmtx } = t;
  if (!hhea || !hmtx) throw new Error('the font has no metrics');
  const long = hhea.readUInt16BE(34);
  return Buffer.concat(glyphs.map((g) => (g < long ? hmtx.subarray(4 * g, 4 * g + 4) : Buffer.concat([hmtx.subarray(4 * long - 4, 4 * long - 2), hmtx.subarray(2 * long + 2 * g, 2 * long + 2 * g + 2)]))));
}

function fileOf(t: Tables, outlines: Outlines, map: ReadonlyMap<number, number>, characters: readonly number[]): Buffer {
  const glyphs = [0, ...characters.map((c) => map.get(c) ?? 0)];
  const { head, hhea, post } = t;
  const os2 = t['OS/2'];
  if (!head || !hhea || !post || !os2) throw new Error('the font lacks a table');
  const hheaOfSlice = Buffer.concat([hhea.subarray(0, 34), u16(glyphs.length)]);
  // What is missing is drawn by another font, never by this one: its first glyph is empty.
  const shapes = [Buffer.of(14), ...glyphs.slice(1).map((g) => outlines.glyph(g))];
  return writeWoff2({
    cmap: writeCmap(characters), head, hhea: hheaOfSlice, hmtx: metricsOf(t, glyphs), maxp: Buffer.concat([u32(0x5000), u16(glyphs.length)]), name: Buffer.concat([u16(0), u16(0), u16(6)]),
    'OS/2': os2, post, 'CFF ': writeCff('KopuroRareHan', shapes, outlines.privateDict),
  });
}

/** Sorted characters in groups of neighbours. */
function slicesOf(characters: readonly number[]): number[][] {
  const slices: number[][] = [];
  for (const c of characters) {
    const last = slices.at(-1);
    if (last && last.length < SLICE && c - (last.at(-1) ?? 0) < GAP) last.push(c);
    else slices.push([c]);
  }
  return slices;
}

/**
 * Writes what the slices of Noto Sans SC lack (rare characters of names, for example 䶮) as further slices into a folder, with their style sheet; does nothing
 * when they are there. A browser fetches a slice only for a character in its range that no font before it has.
 */
export function writeRareHan(folder: string): void {
  const sheet = join(folder, 'rare-han.css');
  if (existsSync(sheet)) return;
  const source = resolve('@embedpdf/fonts-sc');
  const t = readTables(readFileSync(join(dirname(source), '../fonts/NotoSansHans-Regular.otf')));
  if (!t.cmap || !t['CFF ']) throw new Error('the font lacks a table');
  const map = readCmap(t.cmap);
  const outlines = readOutlines(t['CFF '], map.get(0x4e00) ?? 0);
  const known = covered();
  const rare = [...map].filter(([c, g]) => !known.has(c) && /\p{Script=Han}/u.test(String.fromCodePoint(c)) && outlines.has(g)).map(([c]) => c).sort((a, b) => a - b);
  mkdirSync(folder, { recursive: true });
  const faces = slicesOf(rare).map((slice, n) => {
    writeFileSync(join(folder, `rare-han-${n}.woff2`), fileOf(t, outlines, map, slice));
    const range = `U+${slice[0]?.toString(16)}-${slice.at(-1)?.toString(16)}`;
    return `@font-face{font-family:"${FAMILY}";src:url("./rare-han-${n}.woff2") format("woff2");font-display:swap;unicode-range:${range}}`;
  });
  writeFileSync(sheet, faces.join('\n'));
}
