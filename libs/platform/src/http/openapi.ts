import type { EndpointShape } from '#libs/kernel';
import { z, type core } from 'zod';
import type { Mounted } from './endpoints.js';

type Json = Record<string, unknown>;

const ProblemSchema = z.object({
  type: z.string(), title: z.string(), status: z.int(), detail: z.string(), code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
}).meta({ id: 'Problem' });

function withRefs(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(withRefs);
  if (v === null || typeof v !== 'object') return v;
  return Object.fromEntries(Object.entries(v).map(([k, x]) =>
    [k, k === '$ref' && typeof x === 'string' ? x.replace('#/$defs/', '#/components/schemas/') : withRefs(x)]));
}

/** Collects named schemas while endpoints are described. */
class Schemas {
  readonly named: Json = {};

  put(schema: core.$ZodType, io: 'input' | 'output'): Json {
    const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json & { $defs?: Json };
    for (const [id, s] of Object.entries($defs ?? {})) this.keep(id, s as Json);
    const described = withRefs(root) as Json;
    if (typeof described.id !== 'string') return described;
    this.keep(described.id, described);
    return { $ref: `#/components/schemas/${described.id}` };
  }

  private keep(id: string, s: Json): void {
    const { id: _, ...clean } = withRefs(s) as Json;
    if (this.named[id] && JSON.stringify(this.named[id]) !== JSON.stringify(clean)) throw new Error(`schema ${id} differs between input and output, or two share the id`);
    this.named[id] = clean;
  }
}

function parametersOf(e: EndpointShape): unknown[] {
  const from = (s: core.$ZodObject | undefined, where: 'path' | 'query') => {
    if (!s) return [];
    const j = z.toJSONSchema(s, { io: 'input', unrepresentable: 'any' }) as { properties?: Json; required?: string[] };
    return Object.entries(j.properties ?? {}).map(([name, schema]) => ({ name, in: where, required: where === 'path' || (j.required ?? []).includes(name), schema }));
  };
  return [...from(e.params, 'path'), ...from(e.query, 'query'), ...(e.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(e.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])];
}

function bodyOf(schemas: Schemas, e: EndpointShape): Json {
  if (e.wire?.kind === 'upload') {
    const file = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  return e.body ? { requestBody: { required: !isFine(e.body, {}), content: { 'application/json': { schema: schemas.put(e.body, 'input') } } } } : {};
}

/** A body may be left out where an empty one is complete. */
function isFine(schema: core.$ZodType, value: unknown): boolean {
  const r = schema['~standard'].validate(value);
  return !(r instanceof Promise) && !r.issues;
}

function answersOf(schemas: Schemas, e: EndpointShape): Json {
  const refusals = [401, ...(e.params ? [404] : []), ...(e.body || e.wire?.kind === 'upload' ? [400, 413, 415, 422] : []), ...(e.query ? [422] : []),
    ...(e.ifMatch ? [412, 428] : []), ...(e.idempotent || e.problems?.length ? [409, 422] : []), 429, 500];
  const content = (s: core.$ZodType | null): Json => {
    if (e.wire?.kind === 'file') return { content: { [e.wire.type]: { schema: { type: 'string', format: 'binary' } } } };
    return s ? { content: { 'application/json': { schema: schemas.put(s, 'output') } } } : {};
  };
  return {
    ...Object.fromEntries(Object.entries(e.response).map(([status, s]) =>
      [status, { description: e.summary, ...(e.etag && { headers: { ETag: { schema: { type: 'string' } } } }), ...content(s) }])),
    ...Object.fromEntries([...new Set(refusals)].sort().map((s) => [s, { $ref: '#/components/responses/Problem' }])),
  };
}

/** The OpenAPI 3.1 document of all mounted endpoints. */
export function openapi(mounted: readonly Mounted[], version: string): Json {
  const schemas = new Schemas();
  schemas.put(ProblemSchema, 'output');
  const paths: Record<string, Json> = {};
  for (const { name, endpoint: e } of mounted) {
    (paths[`/api/v1${e.path.replace(/:(\w+)/g, '{$1}')}`] ??= {})[e.method.toLowerCase()] = {
      operationId: name, summary: e.summary, tags: [e.policy.split('.')[0]], 'x-policy': e.policy, ...(e.problems && { 'x-problems': e.problems }),
      parameters: parametersOf(e), ...bodyOf(schemas, e), responses: answersOf(schemas, e),
    };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Köpürö', version, description: 'Joint research grant competitions of two countries.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }], security: [{ session: [] }, { token: [] }], paths,
    components: {
      schemas: schemas.named,
      parameters: {
        IfMatch: { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, description: 'ETag of the version that is changed' },
        IdempotencyKey: { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 }, description: 'A repeat with the same key gets the first answer' },
      },
      responses: { Problem: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'kopuro' }, token: { type: 'http', scheme: 'bearer' } },
    },
  };
}
