export { ScoringModule } from './scoring.module.js';
export { RankingClosed, ReviewSubmitted } from './events.js';
export { scoringRows } from './data/rows.js';
