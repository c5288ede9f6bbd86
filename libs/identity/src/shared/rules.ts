import { OK, refused, type Verdict } from '#libs/kernel';
import { CODE_ATTEMPTS, PASSWORD_MIN } from './limits.js';

/** The passwords that everybody tries first; longer lists belong to the breach check of a later part of the house. */
const COMMON = ['password', 'qwerty', '12345', '11111', 'iloveyou', 'letmein', 'admin', 'welcome', 'abc123', 'parol', 'пароль', 'kyrgyzstan', 'beijing'];

/** A password is long enough and none of the most used ones, alone or with digits around it. */
export function canUsePassword(password: string, email: string): Verdict {
  if ([...password].length < PASSWORD_MIN) return refused('password.too-short', '/password', { min: PASSWORD_MIN });
  const bare = password.toLowerCase().replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  const plain = COMMON.includes(bare) || /^(.)\1*$/u.test(password) || /^\d+$/.test(password) || password.toLowerCase() === email.toLowerCase();
  return plain ? refused('password.too-common', '/password') : OK;
}

/** A code opens an account while it is unused, in time, and not tried too often. */
export function canUseCode(code: { expiresAt: Date; usedAt: Date | null; attempts: number }, now: Date): Verdict {
  const good = code.usedAt === null && now < code.expiresAt && code.attempts < CODE_ATTEMPTS;
  return good ? OK : refused('activation.invalid', '/code');
}

/** Nobody gives a role to themselves. */
export function canGrantRole(granterId: string | null, personId: string): Verdict {
  return granterId === personId ? refused('role.own') : OK;
}

/** Nobody closes their own account: the last administrator would lock everybody out. */
export function canCloseAccount(closerId: string | null, personId: string): Verdict {
  return closerId === personId ? refused('account.own') : OK;
}

/**
 * Who is handed a code can set the password, and so could whoever hands it over. Hence an account that is in use with a role gets its codes by letter only,
 * and an officer hands none to people of the other side.
 */
export function canHandOverCode(granterSide: 'KG' | 'CN' | null, person: { state: string; side: string; roles: number }): Verdict {
  const otherSide = granterSide !== null && person.side !== 'INT' && person.side !== granterSide;
  return otherSide || (person.state === 'active' && person.roles > 0) ? refused('activation.by-letter-only') : OK;
}
