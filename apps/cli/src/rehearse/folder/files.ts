import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableInput } from './unusable-input.js';

/** The text of a file of the folder without its byte order mark; undefined when there is none and it may be absent. */
export function readText(folder: string, name: string, presence: 'required' | 'optional' = 'required'): string | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) {
    if (presence === 'optional') return undefined;
    throw new UnusableInput(name, undefined, 'is missing');
  }
  if (!statSync(path).isFile()) throw new UnusableInput(name, undefined, 'is not a file');
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableInput(name, firstUndecodableLine(bytes), 'is not UTF-8 text');
  }
}

function firstUndecodableLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(10, from);
    const upTo = end < 0 ? bytes.length : end + 1;
    const part = bytes.subarray(from, upTo);
    if (!Buffer.from(part.toString('utf8'), 'utf8').equals(part)) return line;
    from = upTo;
  }
  return line;
}
