import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the operating system tells about a running process. */
export interface ProcessInfo {
  /** Changes when the number is given to another process, also over a restart of the machine. */
  readonly started: string;
  /** The command line, arguments separated by spaces. */
  readonly command: string;
}

function fromProc(pid: number): ProcessInfo | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, so fields are counted after the last bracket: state is the first.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { started: `${boot}:${fields[19] ?? ''}`, command };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): ProcessInfo | undefined {
  try {
    const ps = (column: string) => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
    if (ps('stat').startsWith('Z')) return undefined;
    return { started: ps('lstart'), command: ps('args') };
  } catch {
    return undefined;
  }
}

/** Describes a process, or answers undefined when it is gone (a zombie counts as gone: not every container reaps them). */
export function processInfo(pid: number): ProcessInfo | undefined {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

/** The processes whose working directory is `folder`, as far as the system tells: none without /proc. */
export function workingIn(folder: string): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const real = realpathSync(folder);
  return readdirSync('/proc').map(Number).filter((pid) => {
    try {
      return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === real;
    } catch {
      return false;
    }
  });
}

/** Waits until the process is gone; false when it still runs after `milliseconds`. */
export async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const pause = 25;
  for (let waited = 0; waited < milliseconds; waited += pause) {
    if (!processInfo(pid)) return true;
    await sleep(pause);
  }
  return !processInfo(pid);
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
