import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { systemActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { sha256 } from '../ids/ids.js';

/** Upper bounds in seconds; an answer later than 3 s breaks a promise. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether a request may read figures: it bears the token, or comes from this machine and through no proxy. */
function mayRead(req: FastifyRequest, token: string | undefined): boolean {
  const given = /^Bearer (\S{1,200})$/.exec(req.headers.authorization ?? '')?.[1];
  if (given !== undefined) return token !== undefined && sha256(given) === sha256(token);
  return LOOPBACK.has(req.socket.remoteAddress ?? '') && req.headers['x-forwarded-for'] === undefined && req.headers.forwarded === undefined;
}

/** Events that wait for a consumer; answers a function that looks anew. */
function outboxGauges(registry: Registry, app: INestApplicationContext): () => Promise<void> {
  const waiting = new Gauge({ name: 'kopuro_outbox_waiting', help: 'Events that no consumer has finished', registers: [registry] });
  const oldest = new Gauge({ name: 'kopuro_outbox_oldest_seconds', help: 'Age of the oldest of them', registers: [registry] });
  return async () => {
    const found = app.get(Clock).now().then((at) => app.get(Db).read(systemActor(at), (tx) => tx.row<{ waiting: number; seconds: number }>(
      `select count(*)::int waiting, coalesce(greatest(extract(epoch from app_at() - min(at)), 0), 0)::float8 seconds from outbox where done_at is null`)));
    // Without its database the process still tells of itself, and of the outbox that nobody knows.
    const row = await found.catch(() => undefined);
    waiting.set(row?.waiting ?? NaN);
    oldest.set(row?.seconds ?? NaN);
  };
}

/**
 * `GET /metrics` for Prometheus: how long each route takes (by its pattern, so no id is in a label), events that wait, and the process. For others the address does not exist.
 * What the process itself costs is only looked at once somebody has asked.
 */
export function addMetrics(fastify: FastifyInstance, app: INestApplicationContext, config: Config): void {
  const registry = new Registry();
  const took = new Histogram({ name: 'http_request_duration_seconds', help: 'Time from request to answer', labelNames: ['method', 'route', 'status'], buckets: BUCKETS, registers: [registry] });
  fastify.addHook('onResponse', (req, reply, done) => {
    took.observe({ method: req.method, route: req.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  const look = outboxGauges(registry, app);
  let asked = false;
  fastify.get('/metrics', async (req, reply) => {
    if (!mayRead(req, config.metricsToken)) {
      reply.callNotFound();
      return reply;
    }
    if (!asked) {
      asked = true;
      collectDefaultMetrics({ register: registry });
    }
    await look();
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}
