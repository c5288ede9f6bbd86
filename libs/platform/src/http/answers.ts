import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { statusOf, type EndpointShape } from '#libs/kernel';
import type { FastifyReply } from 'fastify';
import { isDeepStrictEqual } from 'node:util';
import { catchError, map, of, type Observable } from 'rxjs';
import { Replay } from '../db/idempotency.js';
import { ENDPOINT } from './request.js';

export class AnswerMismatch extends Error {}

/** How strictly answers are held against the contract: `strict` refuses a field beyond it (tests), `strip` removes it (production). */
export const answers: { check: 'strict' | 'strip' } = { check: 'strip' };

/** Validates an answer; throws `AnswerMismatch` when it does not fit its endpoint's contract. */
export function checkedAnswer(e: EndpointShape, value: unknown): { status: number; etag: string | null; body: unknown } {
  const status = statusOf(e);
  const schema = e.response[status];
  if (!schema) return { status, etag: null, body: undefined };
  const r = schema['~standard'].validate(value);
  if (r instanceof Promise) throw new Error(`async schema in ${e.path}`);
  if (r.issues) {
    throw new AnswerMismatch(`${e.method} ${e.path}: ${r.issues.slice(0, 5).map((i) => `${(i.path ?? []).join('.')} ${i.message}`).join('; ')}`);
  }
  if (answers.check === 'strict' && !isDeepStrictEqual(r.value, JSON.parse(JSON.stringify(value)))) {
    throw new AnswerMismatch(`${e.method} ${e.path}: the answer has fields beyond the contract`);
  }
  const etag = e.etag ? `"${(r.value as { version: number }).version}"` : null;
  return { status, etag, body: r.value };
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
