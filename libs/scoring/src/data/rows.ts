import { ReviewRow } from './review.row.js';

/** Rows of this slice that TypeORM maps. */
export const scoringRows = [ReviewRow];
