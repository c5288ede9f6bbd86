import { DailyActs1764000000016 } from './1764000000016-daily-acts.js';
import { HiddenTraces1764000000011 } from './1764000000011-hidden-traces.js';
import { AssignmentWorkbench1764000000012 } from './1764000000012-assignment-workbench.js';
import { Amendments1764000000014 } from './1764000000014-amendments.js';
import { Applications1764000000004 } from './1764000000004-applications.js';
import { Assignment1764000000005 } from './1764000000005-conflicts-and-assignment.js';
import { Awards1764000000007 } from './1764000000007-awards.js';
import { Calibration1764000000013 } from './1764000000013-calibration.js';
import { ConflictDecisions1764000000019 } from './1764000000019-conflict-decisions.js';
import { QuickConflicts1764000000021 } from './1764000000021-quick-conflicts.js';
import { ConflictsOnceAStatement1764000000022 } from './1764000000022-conflicts-once-a-statement.js';
import { Calls1764000000003 } from './1764000000003-calls.js';
import { LettersAboutApprovals1764000000023 } from './1764000000023-letters-about-approvals.js';
import { Identity1764000000002 } from './1764000000002-identity.js';
import { Notifications1764000000008 } from './1764000000008-notifications.js';
import { Platform1764000000001 } from './1764000000001-platform.js';
import { Scoring1764000000006 } from './1764000000006-scoring.js';
import { SecondWall1764000000010 } from './1764000000010-second-wall.js';
import { WallOfAnnouncements1764000000018 } from './1764000000018-wall-of-announcements.js';
import { TieBreak1764000000020 } from './1764000000020-tie-break.js';
import { Withdrawal1764000000017 } from './1764000000017-withdrawal.js';

/** All migrations, in the order in which they run. */
export const migrations = [
  Platform1764000000001, Identity1764000000002, Calls1764000000003, Applications1764000000004, Assignment1764000000005, Scoring1764000000006, Awards1764000000007,
  Notifications1764000000008, SecondWall1764000000010, HiddenTraces1764000000011, AssignmentWorkbench1764000000012, Calibration1764000000013,
  Amendments1764000000014, DailyActs1764000000016, Withdrawal1764000000017, WallOfAnnouncements1764000000018, ConflictDecisions1764000000019, TieBreak1764000000020,
  QuickConflicts1764000000021, ConflictsOnceAStatement1764000000022, LettersAboutApprovals1764000000023,
];
