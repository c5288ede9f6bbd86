import pg from 'pg';
import { launchTemporary } from '../start/launch-temporary.js';

/** An empty system of its own, whose clock the rehearsal sets. */
export interface RehearsalServer {
  /** Where the API's paths begin. */
  base: string;
  appUrl: string;
  clock: RehearsalClock;
  stop(): Promise<void>;
}

/** The simulated clock: it stands still between two settings, for all processes alike. */
export class RehearsalClock {
  private time: number | undefined;

  constructor(private readonly database: pg.Client) {}

  get at(): Date {
    if (this.time === undefined) throw new Error('the clock has not been set');
    return new Date(this.time);
  }

  async set(at: Date): Promise<void> {
    if (this.time === at.getTime()) return;
    await this.database.query('insert into simulated_clock(at) values ($1) on conflict (one) do update set at = excluded.at', [at]);
    this.time = at.getTime();
  }

  async forward(ms: number): Promise<void> {
    await this.set(new Date(this.at.getTime() + ms));
  }
}

interface Options { signal: AbortSignal; log: (line: string) => void; onFailure: (error: Error) => void }

/**
 * Starts it with temporary data on a free port; stopping it removes everything.
 * @throws LaunchFailure in plain words
 */
export async function startServer(options: Options): Promise<RehearsalServer> {
  const running = await launchTemporary({ ...options, env: { CLOCK: 'simulated', RATE_LIMITS: 'off' } });
  const database = new pg.Client({ connectionString: running.urls.ownerUrl });
  database.on('error', options.onFailure);
  const stop = async () => {
    await database.end().catch(() => undefined);
    await running.stop();
  };
  try {
    await database.connect();
  } catch (error) {
    await stop();
    throw error;
  }
  return { base: `${running.apiUrl}/api/v1`, appUrl: running.urls.appUrl, clock: new RehearsalClock(database), stop };
}
