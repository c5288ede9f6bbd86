export { AwardsModule } from './awards.module.js';
export { ReleaseAnnouncements } from './release-announcements.js';
export { Announced, Decided } from './events.js';
export { recipientsOfResult, type Recipient } from './data/announcements.queries.js';
export { awardsRows } from './data/rows.js';
