import { UnusableInput } from '../rehearse/folder/unusable-input.js';
import { assign } from './assign.js';
import { calibrateScores } from './calibrate-scores.js';
import { choosePortfolio } from './choose-portfolio.js';
import { readInput, type Input } from './input.js';

const USAGE = `npm run -s optimize -- <what> <file>      the file may be - for standard input; the answer is JSON on standard output
  assign <problem.json>       give reviewers to applications
  calibrate <scores.csv>      compare scores of different reviewers (columns application, reviewer, score)
  portfolio <problem.json>    choose awards within places and budgets`;

const TASKS: Readonly<Record<string, (input: Input) => object | Promise<object>>> = { assign, calibrate: calibrateScores, portfolio: choosePortfolio };

/** `npm run optimize`: answers the exit status: 0 an optimal answer, 1 there is none, 2 unusable input. */
export async function optimize(args: string[]): Promise<number> {
  const [name = '', file, ...more] = args;
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (!task || !file || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  try {
    const answer = await task(await readInput(file));
    await write(`${JSON.stringify(answer, null, 1)}\n`);
    return 'status' in answer && answer.status === 'infeasible' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnusableInput || error instanceof RangeError)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** Waits until a pipe has taken everything: the process ends right after. A reader that has gone, like `head`, wants no more. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => { resolve(); };
    process.stdout.once('error', done);
    process.stdout.write(text, (error) => {
      if (!error) process.stdout.off('error', done);
      done();
    });
  });
}
