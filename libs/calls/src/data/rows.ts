import { CallRow } from './call.row.js';

/** Rows of this slice that TypeORM maps. */
export const callRows = [CallRow];
