import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** Where the present instant comes from. No rule and no SQL asks the machine itself. */
export abstract class Clock {
  abstract now(): Promise<Date>;
}

@Injectable()
export class SystemClock extends Clock {
  async now(): Promise<Date> { return new Date(); }
}

/** The clock of rehearsals: one database row that all processes read; it stands still until somebody sets it. */
export class SimulatedClock extends Clock {
  constructor(private readonly ds: DataSource) { super(); }

  async now(): Promise<Date> {
    const rows = await this.ds.query<{ at: Date }[]>('select at from simulated_clock');
    if (!rows[0]) throw new Error('the simulated clock has not been set');
    return rows[0].at;
  }
}

/** A clock that tests set by hand. */
export class FrozenClock extends Clock {
  constructor(public at: Date) { super(); }

  async now(): Promise<Date> { return this.at; }
}

/** Milliseconds on a monotonic scale, for measuring how long something took; not a time of day. */
export function elapsedMs(): number {
  return performance.now();
}
