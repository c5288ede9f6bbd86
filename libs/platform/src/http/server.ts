import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { DynamicModule, Type } from '@nestjs/common';
import type { EndpointShape } from '#libs/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Sessions } from '../auth/sessions.js';
import { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { NestLog } from '../log.js';
import { Answers } from './answers.js';
import { answers } from './checked.js';
import { Looks } from './looks.js';
import { Endpoints, PolicyGuard } from './endpoints.js';
import { addMetrics } from '../telemetry/metrics.js';
import { addHealth } from './health.js';
import { openapi } from './openapi.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { addSessionHook } from './session-hook.js';
import { addWeb } from './web-files.js';

/** JSON bodies are read up to this size; longer texts are refused by their contract. */
const BODY_LIMIT = 2 * 1024 * 1024;
export const VERSION = '0.1.0';

const CSP = {
  defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"],
  connectSrc: ["'self'"], objectSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'self'"], formAction: ["'self'"], upgradeInsecureRequests: null,
};

async function addPlugins(fastify: FastifyInstance, config: Config): Promise<void> {
  await fastify.register(cookie);
  await fastify.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CSP }, hsts: config.publicUrl.startsWith('https:') });
  await fastify.register(multipart);
  if (config.rateLimits) await fastify.register(rateLimit, { global: false });
  fastify.removeContentTypeParser('text/plain');
}

/** What an endpoint says of its own size; and log-in and codes may be tried ten times a minute from one address. Stands before the plugin that counts. */
function limitRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const endpoint = (route.config as { endpoint?: EndpointShape } | undefined)?.endpoint;
    if (endpoint?.bodyLimit) route.bodyLimit = endpoint.bodyLimit;
    if (endpoint?.policy === 'session.open' || endpoint?.policy === 'account.activate') route.config = { ...route.config, rateLimit: { max: 10, timeWindow: 60_000 } } as NonNullable<typeof route.config>;
  });
}

/**
 * Builds the HTTP application: session → body → policy → contract → use case. Throws when a route lacks a contract or names an unknown policy.
 * `webRoot`: folder of the built web application, served beside the API when it exists.
 */
export async function createServer(module: Type | DynamicModule, config: Config, log: Logger, webRoot?: string): Promise<NestFastifyApplication> {
  answers.check = config.answerCheck;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT, trustProxy: 'loopback', forceCloseConnections: true,
    frameworkErrors: (error: unknown, req: FastifyRequest, reply: FastifyReply) => { sendProblem(error, req, reply, log); },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bodyParser: false, logger: new NestLog(log), abortOnError: false });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  addMetrics(fastify, app, config);
  limitRoutes(fastify);
  await addPlugins(fastify, config);
  addSessionHook(fastify, app.get(Clock), app.get(Sessions), config.publicUrl);
  app.setGlobalPrefix('api/v1');
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalInterceptors(new Answers(), app.get(Looks));
  app.useGlobalGuards(app.get(PolicyGuard));
  const endpoints = app.get(Endpoints);
  endpoints.check();
  // Described when somebody asks: a start that serves again after a crash has no time for it.
  let document: ReturnType<typeof openapi> | undefined;
  const described = () => (document ??= openapi(endpoints.all, VERSION));
  fastify.get('/api/openapi.json', (_, reply) => reply.send(described()));
  SwaggerModule.setup('api/docs', app, () => described() as unknown as OpenAPIObject, { useGlobalPrefix: false });
  addHealth(fastify, app);
  if (webRoot) await addWeb(fastify, webRoot);
  await app.init();
  await fastify.ready();
  return app;
}
