import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processInfo } from './processes.js';

const ATTEMPTS = 20;

/** Thrown when another live process runs the database of this data folder. */
export class EmbeddedInUse extends Error {
  constructor(dataDir: string, pid: number) {
    super(`The database in ${dataDir} is in use by process ${pid}. Stop that one first, or choose another DATA_DIR.`);
    this.name = 'EmbeddedInUse';
  }
}

function liveHolder(file: string): number | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; started: string };
    return processInfo(holder.pid)?.started === holder.started ? holder.pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Claims the data folder for this process, so that a second start cannot stop the first one's database.
 * A claim whose process is gone does not count; a live one gets five seconds, since it may be about to stop.
 * Returns what gives the claim back.
 * @throws EmbeddedInUse
 */
export async function claimDataDir(dataDir: string): Promise<() => void> {
  const file = join(dataDir, 'postgres-owner.json');
  const claim = JSON.stringify({ pid: process.pid, started: processInfo(process.pid)?.started ?? '' });
  for (let attempt = 1; ; attempt++) {
    try {
      writeFileSync(file, claim, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > ATTEMPTS) throw error;
      const holder = liveHolder(file);
      if (holder === undefined) rmSync(file, { force: true });
      else if (holder === process.pid || attempt === ATTEMPTS) throw new EmbeddedInUse(dataDir, holder);
      else await sleep(250);
    }
  }
}
