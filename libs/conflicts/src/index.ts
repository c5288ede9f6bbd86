export { ConflictsModule } from './conflicts.module.js';
export { ConflictListeners, type Recorded } from './conflict-listeners.js';
export { RecordConflict } from './record-conflict.js';
export { blocksJudging } from './blocks-judging.js';
export { ConflictRecorded } from './events.js';
export { lockApplication } from './data/conflicts.queries.js';
