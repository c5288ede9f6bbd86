import { AnnouncementRow } from './announcement.row.js';

/** Rows of this slice that TypeORM maps. */
export const awardsRows = [AnnouncementRow];
