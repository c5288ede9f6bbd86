import { ApplicationRow } from './application.row.js';

/** Rows of this slice that TypeORM maps. */
export const applicationRows = [ApplicationRow];
