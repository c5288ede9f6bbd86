import { AccessTokenRow, ActivationRow, SessionRow } from './account.rows.js';
import { InstitutionRow } from './institution.row.js';
import { PersonRow } from './person.row.js';

/** Rows of this slice that TypeORM maps. */
export const identityRows = [PersonRow, InstitutionRow, ActivationRow, SessionRow, AccessTokenRow];
