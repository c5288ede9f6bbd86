export { ScoringModule } from './scoring.module.js';
export { LotCommitted, LotDrawn, LotNeeded, RankingClosed, ReviewSubmitted } from './events.js';
export { scoringRows } from './data/rows.js';
