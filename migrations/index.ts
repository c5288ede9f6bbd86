import { HiddenTraces1764000000011 } from './1764000000011-hidden-traces.js';
import { Applications1764000000004 } from './1764000000004-applications.js';
import { Assignment1764000000005 } from './1764000000005-conflicts-and-assignment.js';
import { Awards1764000000007 } from './1764000000007-awards.js';
import { Calibration1764000000013 } from './1764000000013-calibration.js';
import { Calls1764000000003 } from './1764000000003-calls.js';
import { Identity1764000000002 } from './1764000000002-identity.js';
import { Notifications1764000000008 } from './1764000000008-notifications.js';
import { Platform1764000000001 } from './1764000000001-platform.js';
import { Scoring1764000000006 } from './1764000000006-scoring.js';
import { SecondWall1764000000010 } from './1764000000010-second-wall.js';

/** All migrations, in the order in which they run. */
export const migrations = [
  Platform1764000000001, Identity1764000000002, Calls1764000000003, Applications1764000000004, Assignment1764000000005, Scoring1764000000006, Awards1764000000007,
  Notifications1764000000008, SecondWall1764000000010, HiddenTraces1764000000011, Calibration1764000000013,
];
