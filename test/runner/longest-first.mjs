import Sequencer from '@jest/test-sequencer';

/** Test files that run for a minute and more, longest first. */
const LONG = ['web/pages', 'race/submissions', 'chaos/kills', 'race/votes', 'race/limits', 'race/conflicts', 'race/withdrawals', 'rehearsal/rehearsal', 'model/competition', 'access/sealed', 'chaos/kills-redis', 'web/figures'];

/** Begins with the long files: one that begins last keeps a single core busy while the others have nothing left to do. The rest go by what earlier runs took, or their size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const n = LONG.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
      return n < 0 ? LONG.length : n;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
}
