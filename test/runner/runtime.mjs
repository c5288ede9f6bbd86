import Runtime from 'jest-runtime';
import { createRequire, isBuiltin } from 'node:module';

const require = createRequire(import.meta.url);
const OURS = /^[./#]/;
/** Packages that keep a choice for the whole process: BullMQ which database carries its queues. */
const STATEFUL = new Set(['bullmq']);

/** Loads packages once a worker, by Node.js itself, and our own modules once a test file, by jest: three thousand files less to read, and compiled code that stays warm. */
export default class PackagesOnce extends Runtime {
  requireModuleOrMock(from, name) {
    return OURS.test(name) || isBuiltin(name) || STATEFUL.has(name) ? super.requireModuleOrMock(from, name) : require(name);
  }
}
