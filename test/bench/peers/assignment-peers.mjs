import { join } from 'node:path';
import { generate, seconds } from '../instances.mjs';
import { findHighs, findLemon, here, least, median, run, writeProblem } from './tools.mjs';

/** The sizes of `bench -- assignment`, and how often each peer runs between ours. */
const SIZES = {
  small: { applications: 120, reviewers: 180, minLoad: 1, rounds: 5, highs: ['lp', 'milp'] },
  middle: { applications: 1000, reviewers: 1500, minLoad: 1, rounds: 5, highs: ['lp'] },
  same: { applications: 1000, reviewers: 1500, minLoad: 1, rankOne: true, rounds: 5 },
  oneSide: { applications: 1000, reviewers: 1500, minLoad: 1, oneSided: true, rounds: 5 },
  tight: { applications: 1000, reviewers: 1000, minLoad: 0, maxLoad: 4, rounds: 5 },
  levels: { applications: 1000, reviewers: 1500, minLoad: 1, levels: true, rounds: 5 },
  large: { applications: 5000, reviewers: 4000, minLoad: 2, rounds: 3 },
};

/**
 * Ours and LEMON in turns, round by round, so that both see the same machine; then HiGHS once where it finishes. Totals must be equal.
 * Ours counts everything from the problem as plain objects to the proven answer, LEMON's network is built from a matrix of numbers in memory.
 */
export async function assignmentPeers(solveAssignment, asked) {
  const lemon = findLemon();
  const highs = findHighs();
  console.log(`HotCRP's assigner: no Debian package, not compared.\n${[lemon?.version, highs?.version].filter(Boolean).join('; ')}`);
  const kept = [];
  for (const name of asked.length > 0 ? asked : Object.keys(SIZES)) kept.push(await compare(name, SIZES[name], { solveAssignment, lemon, highs }));
  return kept;
}

async function compare(name, size, { solveAssignment, lemon, highs }) {
  const problem = generate(size);
  const path = writeProblem(name, problem);
  const ours = [];
  const theirs = [];
  for (let round = 0; round < size.rounds; round++) {
    ours.push(await seconds(() => solveAssignment(problem)));
    if (lemon) theirs.push(...JSON.parse(run(lemon.program, [path, '1'])));
  }
  const total = Math.round(ours[0].value.total * 1e6);
  const line = { name, total: total / 1e6, cold: ours[0].time, coldCpu: ours[0].cpu, ours: median(ours.map(({ time }) => time)), oursCpu: least(ours.map(({ cpu }) => cpu)) };
  const parts = [`ours cold ${line.cold.toFixed(3)}, median ${line.ours.toFixed(3)}, least processor ${line.oursCpu.toFixed(3)} s`];
  if (theirs.length > 0) {
    agree(name, 'LEMON', total, theirs[0].total);
    const ratios = ours.map(({ time }, n) => (theirs[n].build + theirs[n].solve) / time);
    Object.assign(line, {
      lemonSolve: median(theirs.map(({ solve }) => solve)), lemonBuild: median(theirs.map(({ build }) => build)),
      lemonSolveCpu: least(theirs.map(({ solveCpu }) => solveCpu)), lemonBuildCpu: least(theirs.map(({ buildCpu }) => buildCpu)), timesLemon: median(ratios),
    });
    line.timesLemonSolve = median(ours.map(({ time }, n) => theirs[n].solve / time));
    line.timesLemonCpu = (line.lemonSolveCpu + line.lemonBuildCpu) / line.oursCpu;
    parts.push(`LEMON ${line.lemonSolve.toFixed(3)} (+ ${line.lemonBuild.toFixed(3)}) s, least processor ${line.lemonSolveCpu.toFixed(3)} (+ ${line.lemonBuildCpu.toFixed(3)}) s: `
      + `${line.timesLemon.toFixed(2)} x ours with building, ${line.timesLemonSolve.toFixed(2)} x without, ${line.timesLemonCpu.toFixed(2)} x by processor`);
  }
  for (const kind of highs ? size.highs ?? [] : []) {
    const answer = JSON.parse(run(highs.python, [join(here, 'highs.py'), path, kind]));
    agree(name, 'HiGHS', total, answer.total);
    const again = await seconds(() => solveAssignment(problem));
    line[`highs-${kind}`] = { seconds: answer.seconds, cpu: answer.cpu, times: answer.seconds / again.time, timesCold: answer.seconds / line.cold };
    parts.push(`HiGHS ${kind} ${answer.seconds.toFixed(2)} s (processor ${answer.cpu.toFixed(2)}): ${(answer.seconds / line.cold).toFixed(0)} x ours cold, ${(answer.seconds / again.time).toFixed(0)} x ours run after it`);
  }
  console.log(`${name.padEnd(7)} ${size.applications} x ${size.reviewers}, total ${line.total.toFixed(6)}: ${parts.join('; ')}`);
  return line;
}

function agree(name, peer, ours, theirs) {
  if (ours !== theirs) throw new Error(`${name}: ${peer} finds ${theirs} millionths, we ${ours}`);
}
