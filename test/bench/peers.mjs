// npm run bench -- peers [assignment|calibration|sizes…] [--json file]: the optimiser beside other people's programs on the same problems in the same run,
// as far as this machine has them: LEMON's network simplex method, HiGHS as native code, lme4 and JAGS. Says which are not there. docs/performance.md
// names the Debian packages.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist } from '../../apps/cli/build.mjs';
import { keepJson } from './instances.mjs';
import { assignmentPeers } from './peers/assignment-peers.mjs';
import { calibrationPeers } from './peers/calibration-peers.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { calibrate, solveAssignment } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);

const words = process.argv.slice(3).filter((word, n, all) => word !== '--json' && all[n - 1] !== '--json');
const sizes = words.filter((word) => word !== 'assignment' && word !== 'calibration');
const lines = [];
console.log(`Node ${process.version}; seconds`);
if (words.length === 0 || words.includes('assignment') || sizes.length > 0) lines.push(...await assignmentPeers(solveAssignment, sizes));
if (words.length === 0 || words.includes('calibration')) lines.push(...await calibrationPeers(calibrate));
keepJson(lines);
