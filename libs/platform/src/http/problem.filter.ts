import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { problemOf } from './problem-body.js';

/** Sends a problem as the whole answer, without headers of an answer that was begun. */
export function sendProblem(error: unknown, req: FastifyRequest, reply: FastifyReply, log: Logger): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const { body, lang, headers, failure } = problemOf(error, req.headers['accept-language']);
  if (failure) log.error({ err: error, method: req.method, route: req.routeOptions?.url }, 'request failed');
  for (const name of ['etag', 'content-disposition', 'content-length', 'content-type', 'idempotent-replayed']) reply.removeHeader(name);
  void reply.status(body.status).headers({ ...headers, 'content-language': lang, vary: 'accept-language', 'cache-control': 'no-store' })
    .type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}
