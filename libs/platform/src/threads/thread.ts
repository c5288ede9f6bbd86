import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadMessage, ThreadStart } from './in-thread.js';

const { module, task, input } = workerData as ThreadStart;
const send = (message: ThreadMessage): void => { parentPort?.postMessage(message, []); };
const tasks = await import(module) as Record<string, (input: unknown, onProgress: (share: number) => void) => unknown>;
const work = tasks[task];
if (!work) throw new Error(`${module} exports no ${task}`);
send({ output: await work(input, (progress) => { send({ progress }); }) });
