import * as applications from '#libs/applications/shared/contract';
import * as assignment from '#libs/assignment/shared/contract';
import * as awards from '#libs/awards/shared/contract';
import * as calls from '#libs/calls/shared/contract';
import * as conflicts from '#libs/conflicts/shared/contract';
import * as audit from '#libs/identity/shared/audit-contract';
import * as identity from '#libs/identity/shared/contract';
import { isCode, type EndpointShape } from '#libs/kernel';
import * as notifications from '#libs/notifications/shared/contract';
import * as scoring from '#libs/scoring/shared/contract';
import * as lot from '#libs/scoring/shared/lot-contract';
import { TestApp } from '../support/app.js';

interface Operation { operationId: string; summary: string; responses: Record<string, unknown>; 'x-policy': string }
interface Document { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }

const isEndpoint = (v: unknown): v is EndpointShape => typeof v === 'object' && v !== null && 'policy' in v && 'response' in v;
const contracts = [identity, audit, conflicts, calls, applications, assignment, scoring, lot, awards, notifications];
const declared = contracts.flatMap((c) => Object.entries(c).filter((e): e is [string, EndpointShape] => isEndpoint(e[1])));

describe('the OpenAPI document', () => {
  let t: TestApp;
  let document: Document;
  beforeAll(async () => {
    t = await TestApp.start();
    document = await (await fetch(`${t.base}/api/openapi.json`)).json() as Document;
  });
  afterAll(() => t.stop());

  it('holds every declared endpoint under the name of its export, and nothing else', () => {
    const mounted = Object.entries(document.paths).flatMap(([path, ops]) => Object.entries(ops).map(([method, op]) => `${method.toUpperCase()} ${path} ${op.operationId}`)).sort();
    const expected = declared.map(([name, e]) => `${e.method} /api/v1${e.path.replace(/:(\w+)/g, '{$1}')} ${name}`).sort();
    expect(mounted).toEqual(expected);
  });

  it('describes request, answer and refusal of each', () => {
    for (const ops of Object.values(document.paths)) {
      for (const op of Object.values(ops)) {
        expect(op.summary).toBeTruthy();
        expect(Object.keys(op.responses).some((s) => s.startsWith('2'))).toBe(true);
        expect(op.responses['401']).toEqual({ $ref: '#/components/responses/Problem' });
      }
    }
  });

  it('refers to schemas that are there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((m) => m[1] ?? '');
    expect(refs.filter((r) => !document.components.schemas[r])).toEqual([]);
    expect(refs.length).toBeGreaterThan(20);
  });

  it('names only codes that exist', () => {
    expect(declared.flatMap(([, e]) => [...(e.problems ?? [])]).filter((c) => !isCode(c))).toEqual([]);
  });

  it('can be read by people', async () => {
    const page = await fetch(`${t.base}/api/docs`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger-ui');
  });

  it('stands beside health probes', async () => {
    expect(await (await fetch(`${t.base}/api/health/live`)).json()).toEqual({ status: 'up' });
    expect(await (await fetch(`${t.base}/api/health/ready`)).json()).toEqual({ status: 'up', database: 'up', queue: 'up', storage: 'up' });
  });
});
