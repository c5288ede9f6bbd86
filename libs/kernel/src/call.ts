import type { EndpointShape, Request, Result } from './endpoint.js';
import { Problem, type ProblemBody } from './problem.js';

/** How a client reaches the server: `base` ends before the endpoint's path (`/api/v1`). */
export interface Transport { base: string; headers?: () => Record<string, string>; fetch?: typeof fetch }

interface Loose {
  params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown; upload?: FormData; version?: number; idempotencyKey?: string;
}

/** The address of one request to an endpoint. */
export function urlOf(e: EndpointShape, input: Loose, base: string): string {
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(key, String(one));
  }
  return base + path + (query.size ? `?${query}` : '');
}

function headersOf(input: Loose, extra: Record<string, string>): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...extra,
    ...(input.body !== undefined && { 'content-type': 'application/json' }),
    ...(input.version !== undefined && { 'if-match': `"${input.version}"` }),
    ...(input.idempotencyKey && { 'idempotency-key': input.idempotencyKey }),
  };
}

/** A typed caller for endpoints: answers what the contract says, or throws `Problem`. */
export function client(t: Transport) {
  return async function call<E extends EndpointShape>(e: E, input: Request<E>, signal?: AbortSignal): Promise<Result<E>> {
    const loose = input as Loose;
    const res = await (t.fetch ?? fetch)(urlOf(e, loose, t.base), {
      method: e.method,
      credentials: 'same-origin',
      headers: headersOf(loose, t.headers?.() ?? {}),
      ...(signal && { signal }),
      ...(loose.upload ? { body: loose.upload } : loose.body !== undefined && { body: JSON.stringify(loose.body) }),
    });
    const type = res.headers.get('content-type') ?? '';
    if (type.startsWith('application/problem+json')) throw new Problem(await res.json() as ProblemBody);
    if (!res.ok) {
      throw new Problem({ type: 'about:blank', title: res.statusText, status: res.status, detail: res.statusText, code: 'server.unreadable-answer' });
    }
    if (res.status === 204) return undefined as Result<E>;
    return (e.wire?.kind === 'file' ? await res.blob() : await res.json()) as Result<E>;
  };
}
