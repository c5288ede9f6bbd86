import { auditReport } from './verify-audit.js';
import { createFirstAdministrator } from './first-administrator.js';
import { openDatabase } from '../start/database.js';
import { loadConfig, SystemClock } from '#libs/platform';

const USAGE = `npm run admin -- <command>
  create-administrator <e-mail>   the first administrator; the password is read from ADMIN_PASSWORD
  verify-audit                    checks every chain of the audit trail and every signed root`;

/** `npm run admin`: answers the exit status. */
export async function admin(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command !== 'create-administrator' && command !== 'verify-audit') {
    console.error(USAGE);
    return 2;
  }
  const config = loadConfig(process.env);
  const database = await openDatabase(config, () => undefined);
  try {
    if (command === 'verify-audit') return await auditReport(database.urls, config);
    const [email] = rest;
    const password = process.env.ADMIN_PASSWORD;
    if (!email || !password || password.length < 10) {
      console.error('Give an e-mail address, and a password of at least 10 characters in ADMIN_PASSWORD.');
      return 2;
    }
    await createFirstAdministrator(database.urls, { email, password }, await new SystemClock().now());
    console.log(`${email} is the administrator.`);
    return 0;
  } catch (e) {
    console.error(e instanceof Error ? e.message : e);
    return 1;
  } finally {
    await database.close();
  }
}
