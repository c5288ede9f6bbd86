import type { Dice } from './dice.js';
import type { Load } from './load.js';
import type { LaunchedSystem, Victim } from './system.js';

/** What share of kills is followed by the next one while the system is still coming back, so many milliseconds later. */
const AMIDST = 0.4;
const AMIDST_MS = 1_500;
/** Before the others the clients get up to so many things done, so that the load goes on whatever the machine is busy with. */
const DONE_BETWEEN = 40;

const pause = (ms: number) => new Promise<void>((wake) => { setTimeout(wake, ms); });

/** Each kind of victim equally often, in an order that chance decides; the database by turns alone and with all its children. */
export function victims(dice: Dice, kinds: readonly ('api' | 'worker' | 'database' | 'redis')[], ofEach: number): Victim[] {
  return Array.from({ length: ofEach }, (_, n) => dice.shuffled(kinds).map((kind) => (kind === 'database' ? (n % 2 ? 'postmaster' : 'postgres') : kind))).flat();
}

/** Kills one victim after the other at random moments of a mixed load that goes on all the time, through their return too. */
export async function storm(system: LaunchedSystem, load: Load, dice: Dice, order: readonly Victim[]): Promise<void> {
  const left = [...order];
  while (left.length > 0) {
    const run = await load.wave();
    const wave = { isOver: false };
    const running = run().finally(() => { wave.isOver = true; });
    const killing = (async () => {
      let goOn = false;
      for (;;) {
        if (goOn) await pause(dice.between(0, AMIDST_MS));
        else {
          const enough = load.done + dice.between(0, DONE_BETWEEN);
          while (!wave.isOver && load.done < enough) await pause(dice.between(1, 30));
        }
        const victim = wave.isOver ? undefined : left.shift();
        if (!victim) return;
        await system.kill(victim, dice);
        goOn = dice.throw() < AMIDST;
        if (!goOn) await system.serves();
      }
    })();
    await Promise.all([running, killing]);
    await system.whole();
    process.stderr.write(`chaos: ${order.length - left.length} of ${order.length} kills\n`);
  }
}
