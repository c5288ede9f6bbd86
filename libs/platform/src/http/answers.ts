import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { statusOf, type EndpointShape } from '#libs/kernel';
import type { FastifyReply } from 'fastify';
import { catchError, map, of, type Observable } from 'rxjs';
import { Replay } from '../db/idempotency.js';
import { checked } from './checked.js';
import { writtenPage } from './kept-rows.js';
import { ENDPOINT } from './request.js';

/** Validates an answer; throws `AnswerMismatch` when it does not fit its endpoint's contract. */
export function checkedAnswer(e: EndpointShape, value: unknown): { status: number; etag: string | null; body: unknown } {
  const status = statusOf(e);
  const schema = e.response[status];
  if (!schema) return { status, etag: null, body: undefined };
  const body = checked(schema, value, `${e.method} ${e.path}`);
  return { status, etag: e.etag ? `"${(body as { version: number }).version}"` : null, body };
}

/** Sends what the contract says: the checked answer with its ETag, or the first answer again for a repeated Idempotency-Key. */
export class Answers implements NestInterceptor {
  intercept(ctx: ExecutionContext, next: CallHandler): Observable<unknown> {
    const e = Reflect.getMetadata(ENDPOINT, ctx.getHandler()) as EndpointShape | undefined;
    if (!e) return next.handle();
    const reply = ctx.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value instanceof StreamableFile) return value;
        const page = writtenPage(e, value);
        if (page) {
          void reply.header('content-type', 'application/json; charset=utf-8');
          return page;
        }
        const answer = checkedAnswer(e, value);
        if (answer.etag) void reply.header('etag', answer.etag);
        return answer.body;
      }),
      catchError((error: unknown) => {
        if (!(error instanceof Replay)) throw error;
        void reply.status(error.status).header('idempotent-replayed', 'true');
        if (error.etag) void reply.header('etag', error.etag);
        return of(error.status === 204 ? undefined : error.body);
      }),
    );
  }
}
