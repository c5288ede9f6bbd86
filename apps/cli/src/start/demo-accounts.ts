/** Password of every demo account. */
export const DEMO_PASSWORD = 'bridge-2026';

const DOMAIN = 'demo.kopuro.test';

const ACCOUNTS = [
  ['officer.kg', 'programme officer, Kyrgyz side'],
  ['officer.cn', 'programme officer, Chinese side'],
  ['chair.kg', 'commission co-chair, Kyrgyz side'],
  ['chair.cn', 'commission co-chair, Chinese side'],
  ['lead.kg', 'lead investigator, Kyrgyz side'],
  ['lead.cn', 'lead investigator, Chinese side'],
  ['reviewer.kg', 'reviewer, Kyrgyz side'],
  ['reviewer.cn', 'reviewer, Chinese side'],
  ['auditor', 'auditor: reads, changes nothing'],
  ['admin', 'administrator: runs the system, sees no dossier'],
] as const;

/** The demo accounts as a table for the terminal. */
export function demoTable(): string {
  const rows = [['E-mail', 'Role'], ...ACCOUNTS.map(([name, role]) => [`${name}@${DOMAIN}`, role])];
  const width = Math.max(...rows.map(([email = '']) => email.length));
  const lines = rows.map(([email = '', role = '']) => `  ${email.padEnd(width)}   ${role}`);
  lines.splice(1, 0, `  ${'-'.repeat(width)}   ${'-'.repeat(48)}`);
  return ['', `Demo accounts (password of all: ${DEMO_PASSWORD})`, ...lines, ''].join('\n');
}
