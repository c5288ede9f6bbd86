// npm test [-- arguments for jest]: runs the tests and closes with one line of counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'kopuro-test-'));
const report = join(folder, 'report.json');

function runJest() {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--config', join(root, 'jest.config.mjs'), '--json', `--outputFile=${report}`, ...process.argv.slice(2)];
  // With --json the reporters print to standard error, and standard output carries the report that the file has too.
  const env = { ...process.env, NODE_ENV: 'test' };
  const child = spawn(process.execPath, [jest, ...args], { cwd: root, env, stdio: ['inherit', 'ignore', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.on('error', (error) => done(error.message));
    child.on('close', (code, signal) => done(signal ?? code));
  });
}

function readCounts() {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not even load has no failed test of its own, and must not pass unseen.
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const end = await runJest();
const { passed, failed, skipped } = readCounts();
rmSync(folder, { recursive: true, force: true });
if (end !== 0 && failed === 0) console.error(`The tests did not run to their end (${end}).`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(end === 0 && failed === 0 && passed > 0 ? 0 : 1);
