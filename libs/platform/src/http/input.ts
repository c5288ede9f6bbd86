import type { EndpointShape } from '#libs/kernel';
import { createHash } from 'node:crypto';
import type { core } from 'zod';
import type { Actor } from '../db/actor.js';
import { Refused, type Issue } from '../refused.js';
import { checkedAnswer } from './answers.js';
import type { KopuroRequest } from './request.js';

/** An uploaded file as it arrives: read the stream once; it refuses by itself when it grows too large or breaks off. */
export interface Upload { name: string; stream: AsyncIterable<Buffer> }

/** Levels of nesting that a body may have. */
const MAX_DEPTH = 32;

interface Multipart { filename: string; file: AsyncIterable<Buffer> & { truncated?: boolean; resume(): void } }
type MultipartRequest = KopuroRequest & { isMultipart(): boolean; file(o: object): Promise<Multipart | undefined> };

/** Everything a handler may use of a request, validated against the contract. Runs after the guards. */
export function inputOf(e: EndpointShape, req: KopuroRequest): unknown {
  const multipart = (req as MultipartRequest).isMultipart();
  if (multipart && e.wire?.kind !== 'upload') throw new Refused('body.media-type');
  if (isDeeperThan(req.body, MAX_DEPTH)) throw new Refused('body.malformed');
  const issues: Issue[] = [];
  const input: Record<string, unknown> = { actor: actorOf(e, req) };
  const part = (name: Issue['in'], schema: core.$ZodType | undefined, value: unknown) => {
    if (!schema) return;
    const r = validated(schema, value);
    if (r.issues) issues.push(...r.issues.map((issue) => ({ in: name, issue })));
    else input[name] = r.value;
  };
  part('params', e.params, req.params);
  if (issues.length) throw new Refused('not-found');
  part('query', e.query ?? undefined, req.query);
  part('body', e.body, req.body ?? (e.body ? {} : undefined));
  if (issues.length) throw new Refused('request.invalid', [], issues);
  if (e.ifMatch) input.version = versionOf(req.headers['if-match']);
  return e.wire?.kind === 'upload' ? withUpload(e.wire, req as MultipartRequest, input) : input;
}

/** Whether a JSON value is nested deeper than any contract's; found without recursion, which such a value could exhaust. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((v) => (v !== null && typeof v === 'object' ? Object.values(v) : []));
  }
  return false;
}

function validated(schema: core.$ZodType, value: unknown): { issues: core.$ZodIssue[] } | { issues?: undefined; value: unknown } {
  const r = schema['~standard'].validate(value);
  if (r instanceof Promise) throw new Error('contracts have no asynchronous checks');
  if (!r.issues) return { value: r.value };
  return { issues: (r.issues as core.$ZodIssue[]).map((i) => ({ ...i, input: valueAt(value, i.path) }) as core.$ZodIssue) };
}

/** What is wrong with one part of a request; for guards that need it before the handler's turn. */
export function issuesOf(place: Issue['in'], schema: core.$ZodType, value: unknown): Issue[] {
  return (validated(schema, value).issues ?? []).map((issue) => ({ in: place, issue }));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, key) => (v === null || v === undefined ? undefined : (v as Record<PropertyKey, unknown>)[key]), value);
}

/** The actor of a changing request also carries how its answer is checked and kept (see `Db.write`). */
function actorOf(e: EndpointShape, req: KopuroRequest): Actor {
  if (e.method === 'GET') return req.actor;
  const key = req.headers['idempotency-key'];
  const keyed = e.idempotent && typeof key === 'string' && key.length > 0;
  if (keyed && key.length > 255) throw new Refused('field.too-big', [{ code: 'field.too-big', pointer: '#/headers/idempotency-key', values: { max: 255 } }]);
  return {
    ...req.actor,
    request: {
      endpoint: e,
      check: (value) => checkedAnswer(e, value),
      ...(keyed && { idempotency: { key, fingerprint: createHash('sha256').update(`${req.method} ${req.url} ${JSON.stringify(req.body ?? null)}`).digest('hex') } }),
    },
  };
}

/** Proxies that compress turn "7" into W/"7": accepted, as versions are exact anyway. */
function versionOf(header: string | undefined): number {
  if (header === undefined) throw new Refused('precondition.required');
  const m = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (!m) throw new Refused('precondition.stale');
  return Number(m[1]);
}

async function withUpload(wire: { maxBytes: number }, req: MultipartRequest, input: Record<string, unknown>): Promise<unknown> {
  if (!req.isMultipart()) throw new Refused('body.media-type');
  const part = await req.file({ limits: { files: 1, fields: 0, fileSize: wire.maxBytes } }).catch((e: unknown) => { throw readable(e); });
  if (!part) throw new Refused('field.required', [{ code: 'field.required', pointer: '/file' }]);
  return { ...input, actor: afterFile(input.actor as Actor), upload: { name: part.filename, stream: pieces(part.file, wire.maxBytes) } satisfies Upload };
}

/** A file may take its time on a thin line: the commit is due from when it is there. */
function afterFile(actor: Actor): Actor {
  const { since: _, ...rest } = actor;
  return rest;
}

function readable(e: unknown): unknown {
  return (e as { statusCode?: number }).statusCode ? e : new Refused('body.malformed');
}

async function* pieces(file: Multipart['file'], maxBytes: number): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (e) {
    throw readable(e);
  }
  if (file.truncated) throw new Refused('document.too-large', [{ code: 'document.too-large', pointer: '/file', values: { max: `${Math.round(maxBytes / 1_048_576)} MB` } }]);
}
