import type { core } from 'zod';

type Schema = core.$ZodType;
type Fields = core.$ZodObject;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What travels instead of JSON. Absent: JSON. */
export type Wire = { kind: 'file'; type: string } | { kind: 'upload'; types: readonly string[]; maxBytes: number };

/**
 * One route, described once: the controller, the OpenAPI document and the web client are all derived from this object.
 * `path` is relative to `/api/v1`; its `:names` are the keys of `params`.
 */
export interface EndpointShape {
  method: Method;
  path: string;
  /** Name of the policy that guards the route; the application refuses to start when it is unknown. */
  policy: string;
  summary: string;
  params?: Fields;
  query?: Fields;
  body?: Schema;
  /** Exactly one success status with the schema of its body (null: no JSON body). */
  response: { [status: number]: Schema | null };
  /** Demands If-Match (428) and hands the use case `version`. */
  ifMatch?: true;
  /** Accepts Idempotency-Key and answers a repeat with the first answer. */
  idempotent?: true;
  /** Answers with an ETag made from the answer's `version`. */
  etag?: true;
  /** Roles whose looks at what a GET shows are recorded in the audit trail. */
  looks?: readonly ('officer' | 'auditor')[];
  /** Codes of the rules that may refuse it, for the documentation. */
  problems?: readonly string[];
  wire?: Wire;
  /** Bytes of JSON body that are read at most; absent: the server's default. */
  bodyLimit?: number;
}

type ParamNames<P extends string> = P extends `${string}:${infer N}/${infer Rest}` ? N | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer N}` ? N : never;

type Checked<E extends EndpointShape> =
  ([ParamNames<E['path']>] extends [never]
    ? (E extends { params: Fields } ? { params: 'the path has no parameters' } : unknown)
    : E extends { params: core.$ZodObject<infer S> }
      ? ([ParamNames<E['path']>] extends [keyof S] ? ([keyof S] extends [ParamNames<E['path']>] ? unknown : { params: 'not in the path' })
        : { params: 'path parameter without schema' })
      : { params: 'path parameters need a schema' })
  & (E['method'] extends 'GET' ? (E extends { body: Schema } ? { body: 'GET has no body' } : unknown) : unknown);

/** Declares a route; the compiler compares the path's names with `params` and refuses a body on GET. */
export function endpoint<const E extends EndpointShape>(spec: E & Checked<E>): E {
  return Object.freeze(spec);
}

type Out<S> = S extends Schema ? core.output<S> : undefined;
type In<S> = S extends Schema ? core.input<S> : undefined;
type Has<E, K extends keyof EndpointShape, N extends string, T> = E extends Record<K, object | true> ? { [P in N]: T } : unknown;

/** What a handler receives; `A` is the server's actor. */
export type Input<E extends EndpointShape, A = unknown> = { actor: A }
  & Has<E, 'params', 'params', Out<E['params']>> & Has<E, 'query', 'query', Out<E['query']>> & Has<E, 'body', 'body', Out<E['body']>>
  & Has<E, 'ifMatch', 'version', number>;

/** What a handler returns. */
export type Answer<E extends EndpointShape> =
  { [S in keyof E['response']]: E['response'][S] extends Schema ? In<E['response'][S]> : void }[keyof E['response']];

/** What a client gives … */
export type Request<E extends EndpointShape> =
  Has<E, 'params', 'params', In<E['params']>>
  & (E extends { body: Schema } ? (object extends In<E['body']> ? { body?: In<E['body']> } : { body: In<E['body']> }) : unknown)
  & (E extends { query: Fields } ? (object extends In<E['query']> ? { query?: In<E['query']> } : { query: In<E['query']> }) : unknown)
  & Has<E, 'ifMatch', 'version', number> & (E extends { idempotent: true } ? { idempotencyKey?: string } : unknown)
  & (E extends { wire: { kind: 'upload' } } ? { upload: FormData } : unknown);

/** … and what it gets. */
export type Result<E extends EndpointShape> = E extends { wire: { kind: 'file' } } ? Blob
  : { [S in keyof E['response']]: Out<E['response'][S]> }[keyof E['response']];

/** The one success status of an endpoint. */
export function statusOf(e: EndpointShape): number {
  return Number(Object.keys(e.response)[0]);
}
