import type { World } from './world.js';
import type { Name } from './cast.js';

/** An answer as a client can see it; what differs from one request to the next by nature is left out. */
export interface Seen { status: number; headers: string; body: string }

const PASSING = new Set(['date', 'keep-alive', 'connection', 'x-request-id']);

/** Sends one request as a person of the world (or nobody), and keeps all that comes back. */
export async function ask(w: World, name: Name, method: string, path: string, options: { body?: unknown; headers?: Record<string, string>; form?: FormData } = {}): Promise<Seen> {
  const cookie = name === 'anonymous' ? {} : { cookie: w.who[name].cookie };
  const res = await fetch(`${w.t.base}${path}`, {
    method, headers: { 'accept-language': 'en', ...cookie, ...(options.body !== undefined && { 'content-type': 'application/json' }), ...options.headers },
    ...(options.form ? { body: options.form } : options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const headers = [...res.headers].filter(([key]) => !PASSING.has(key)).map(([key, value]) => `${key}: ${value}`).join('\n');
  return { status: res.status, headers, body: await res.text() };
}

export interface Operation { id: string; method: string; path: string; policy: string; parameters: { name: string; in: string; required?: boolean; schema?: object }[]; body?: object }
interface Document { paths: Record<string, Record<string, { operationId: string; 'x-policy': string; parameters?: { $ref?: string; name: string; in: string }[]; requestBody?: { content: Record<string, { schema: object }> } }>>; components: { schemas: Record<string, object> } }

/** Every operation of the OpenAPI document. */
export async function operations(base: string): Promise<{ all: Operation[]; schemas: Record<string, object> }> {
  const document = await (await fetch(`${base}/api/openapi.json`)).json() as Document;
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, o]): Operation => {
    const content = o.requestBody?.content ?? {};
    const body = content['application/json']?.schema;
    return { id: o.operationId, method: method.toUpperCase(), path, policy: o['x-policy'], parameters: (o.parameters ?? []).filter((p) => !p.$ref), ...(body && { body }) };
  }));
  return { all, schemas: document.components.schemas };
}

/** Runs many small jobs, a few at a time. */
export async function lanes<T>(jobs: readonly (() => Promise<T>)[], width = 8): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    for (let n = next++; n < jobs.length; n = next++) results[n] = await (jobs[n] as () => Promise<T>)();
  }));
  return results;
}
