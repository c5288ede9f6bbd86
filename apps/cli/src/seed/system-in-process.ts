import 'reflect-metadata';
import { createServer, FrozenClock, newLog, type Config } from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SystemModule } from '../../../api/src/system.module.js';

/** The whole system without a port, its clock in our hand: the demo goes through the same routes as people do, only at instants of the past. */
export interface InProcess { app: NestFastifyApplication; clock: FrozenClock; fetch: typeof fetch; close(): Promise<void> }

const ORIGIN = 'http://demo.invalid';

export async function systemInProcess(config: Config, at: Date): Promise<InProcess> {
  const clock = new FrozenClock(at);
  const log = newLog('error', 'demo');
  const app = await createServer(SystemModule.with({ ...config, rateLimits: false, clock: 'system', publicUrl: ORIGIN }, log, clock), { ...config, rateLimits: false }, log);
  const injected: typeof fetch = async (input, init) => {
    const request = new Request(new URL(String(input), ORIGIN), init);
    const payload = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    const headers = Object.fromEntries(request.headers);
    const res = await app.inject({ method: request.method as 'GET', url: request.url.slice(ORIGIN.length), headers, ...(payload && { payload }) });
    return new Response(res.statusCode === 204 ? null : new Uint8Array(res.rawPayload), { status: res.statusCode, headers: res.headers as Record<string, string> });
  };
  return { app, clock, fetch: injected, close: () => app.close() };
}
