// Stops the embedded PostgreSQL when the process that started it dies without having done so.
// Started as: node watchdog.mjs <pid of the server> <its data folder>, with a pipe on standard input that only the
// parent holds. The pipe ends when the parent is gone, even by SIGKILL; nothing is ever written to it.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , pidText, pgData] = process.argv;
const pid = Number(pidText);

function lives() {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The server keeps its number in postmaster.pid while it runs: a number given to another process would not match. */
function serves() {
  try {
    return lives() && readFileSync(`${pgData}/postmaster.pid`, 'utf8').split('\n')[0] === String(pid);
  } catch {
    return false;
  }
}

async function stopServer() {
  // A server that was started this very moment has not written its number yet.
  for (let i = 0; i < 20 && lives() && !serves(); i++) await sleep(50);
  for (const [signal, patience] of [['SIGINT', 8000], ['SIGQUIT', 2000], ['SIGKILL', 0]]) {
    if (!serves()) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience && serves(); waited += 50) await sleep(50);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.on('error', () => undefined).on('close', () => void stopServer().then(() => process.exit(0)));
process.stdin.resume();
