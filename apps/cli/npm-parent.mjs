// npm runs scripts through a shell, and many shells neither pass on a SIGTERM nor end when npm is killed. So a command
// that npm started looks for itself whether npm is still there, and otherwise takes it as a SIGTERM.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');
const ps = (column, pid) => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });

function parentOf(pid) {
  try {
    if (!hasProc) return Number(ps('ppid', pid));
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything: fields are counted after it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  try {
    return hasProc ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : ps('args', pid);
  } catch {
    return '';
  }
}

/** Sends this process a SIGTERM when the npm that started it is gone; does nothing when npm did not start it. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const npm = /^\S*sh -c /.test(commandOf(parent)) ? parentOf(parent) : undefined;
  const look = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, hasProc ? 200 : 2000);
  look.unref();
}
