import { LaunchFailure } from './failure.js';

/**
 * Aborted by Ctrl-C and by a stop signal. Repeated signals change nothing: npm passes on the Ctrl-C that the terminal
 * has sent us already.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new LaunchFailure('Stopped.'));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller.signal;
}
