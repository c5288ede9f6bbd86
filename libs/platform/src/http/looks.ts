import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { EndpointShape } from '#libs/kernel';
import { concatMap, type Observable } from 'rxjs';
import { hasRole, unanswered, type Actor } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { ReadTx } from '../db/tx.js';
import { ENDPOINT, type KopuroRequest } from './request.js';

/** So many looks of one officer within an hour are no work of one person any more. */
export const BULK_LOOKS = 200;
const HOUR = `app_at() - interval '1 hour'`;

/**
 * Records looks at what is confidential, each as an entry of the person's own stream (`officer:<id>`, `auditor:<id>`), after it was found and before it is shown.
 * Which roles' looks those are is said by the endpoint. Bulk reading by an officer raises an alarm, once an hour.
 */
@Injectable()
export class Looks implements NestInterceptor {
  constructor(private readonly db: Db) {}

  intercept(ctx: ExecutionContext, next: CallHandler): Observable<unknown> {
    const e = Reflect.getMetadata(ENDPOINT, ctx.getHandler()) as EndpointShape | undefined;
    const { actor, params } = ctx.switchToHttp().getRequest<KopuroRequest>();
    const role = e?.looks?.find((r) => hasRole(actor, r));
    if (!role) return next.handle();
    // The handler has run by then, so the parameters have been found valid.
    return next.handle().pipe(concatMap(async (value) => { await this.record(actor, role, ctx.getHandler().name, params); return value; }));
  }

  private record(actor: Actor, role: 'officer' | 'auditor', operation: string, params: unknown): Promise<void> {
    const stream = `${role}:${actor.personId}`;
    return this.db.write(unanswered(actor), async (tx) => {
      tx.audit(stream, 'look', { operation, ...(params as Record<string, string>) });
      if (role !== 'officer' || !await isBulk(tx, stream)) return;
      tx.audit(stream, 'look.bulk', { looks: BULK_LOOKS });
      tx.emit('platform.bulk-look', { personId: actor.personId });
    });
  }
}

/** Whether this look makes the hour's looks too many, and no alarm was raised within the hour. */
async function isBulk(tx: ReadTx, stream: string): Promise<boolean> {
  const row = await tx.row<{ bulk: boolean }>(`select count(*) filter (where action = 'look') >= $2 - 1 and count(*) filter (where action = 'look.bulk') = 0 bulk
    from (select action from audit_entry where stream = $1 and at > ${HOUR} order by seq desc limit 2 * $2) recent`, [stream, BULK_LOOKS]);
  return row?.bulk ?? false;
}
