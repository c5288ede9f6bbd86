import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type LaunchOptions, type Running } from './launch.js';

/** Settings of the real system that a temporary one must not touch: its queue, its mail, its public address. */
const APART = { REDIS_URL: '', SMTP_URL: '', PUBLIC_URL: '', SEED: 'none' };

/**
 * Starts an empty system apart from every other: temporary data, a free port, no mail. Stopping it removes its data.
 * @param options what `launch` takes; `env` for example CLOCK=simulated, RATE_LIMITS=off
 */
export async function launchTemporary(options: Pick<LaunchOptions, 'env' | 'log' | 'onFailure' | 'signal'>): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kopuro-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const running = await launch({ ...options, dataDir, port: 0, seed: 'none', output: 'file', env: { ...APART, ...options.env } });
    const stop = async () => {
      await running.stop();
      remove();
    };
    return { ...running, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
