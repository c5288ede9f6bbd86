import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchFailure } from './failure.js';

function listenOnce(port: number): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(port, () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : port));
    });
  });
}

const WHY: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is in use. Stop the program that uses it, or set PORT to another number.`,
  EACCES: (port) => `Port ${port} may not be used by this account. Set PORT to a number above 1023.`,
};

/**
 * Answers the port when it is free, or any free one for 0. A taken port gets five seconds, since a former run that was
 * stopped or killed this moment is about to leave it.
 * @throws LaunchFailure when it stays taken or may not be used
 */
export async function settlePort(port: number, log: (line: string) => void): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && attempt < 20) {
        if (attempt === 4) log(`Port ${port} is in use; waiting a moment …`);
        await sleep(250);
        continue;
      }
      throw new LaunchFailure(WHY[code ?? '']?.(port) ?? `Port ${port} cannot be used: ${String(error)}`, error);
    }
  }
}
