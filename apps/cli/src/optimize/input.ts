import { createReadStream, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { UnusableInput } from '../rehearse/folder/unusable-input.js';
import { jsonFaultLine } from '../rehearse/folder/json-fault.js';

/** A problem's text with what it is called in messages and where its further files lie. */
export interface Input {
  readonly name: string;
  readonly text: string;
  readonly folder: string;
}

/** Node.js holds no longer text. */
const LARGEST = 500_000_000;

/** npm runs scripts in the project's folder; paths count from where it was called. */
function callersFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: caller } = process.env;
  return script === 'optimize' && caller ? caller : process.cwd();
}

/** Reads a file (or a pipe that has a name), or standard input for `-`. @throws UnusableInput */
export async function readInput(path: string): Promise<Input> {
  if (path === '-') return { name: 'standard input', text: await readStream('standard input', process.stdin), folder: callersFolder() };
  const full = resolve(callersFolder(), path);
  return { name: path, text: isPipe(full) ? await readStream(path, createReadStream(full)) : readTextFile(path, full), folder: dirname(full) };
}

function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
}

/** A file that a problem names, relative to the problem's own place. @throws UnusableInput */
export function readBeside(input: Input, path: string): Input {
  const full = resolve(input.folder, path);
  return { name: path, text: readTextFile(path, full), folder: dirname(full) };
}

async function readStream(name: string, stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk));
      size += chunk.length;
      if (size > LARGEST) throw tooLarge(name);
    }
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput(name, undefined, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  return decode(name, Buffer.concat(chunks));
}

function readTextFile(name: string, full: string): string {
  let bytes: Buffer;
  try {
    const found = statSync(full, { throwIfNoEntry: false });
    if (!found?.isFile()) throw new UnusableInput(name, undefined, 'is missing or not a file');
    if (found.size > LARGEST) throw tooLarge(name);
    bytes = readFileSync(full);
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput(name, undefined, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  return decode(name, bytes);
}

function tooLarge(name: string): UnusableInput {
  return new UnusableInput(name, undefined, `is larger than ${LARGEST / 1_000_000} MB`);
}

function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableInput(name, undefined, 'is not UTF-8 text');
  }
}

/** JSON in the shape given. @throws UnusableInput naming the line, or the place within the value */
export function parseJson<T>(input: Input, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(input.text);
  } catch {
    throw new UnusableInput(input.name, jsonFaultLine(input.text), 'is not JSON from here on');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnusableInput(input.name, undefined, `${issue?.path.join('.') || 'the problem'}: ${issue?.message ?? 'is not usable'}`);
}
