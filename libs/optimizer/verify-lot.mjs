// node verify-lot.mjs <lot.json>: checks a published lot with nothing but Node.js. It shares no code with the system.
//   {"commitments": {"KG": "<sha-256>", "CN": "<sha-256>"}, "secrets": {"KG": "…", "CN": "…"}, "groups": [["<application>", …], …]}
// A commitment is SHA-256("<side>:<secret>"); the seed is SHA-256("KG:<secret>\nCN:<secret>"); the applications of a group stand in the order
// of HMAC-SHA-256(seed, application), smallest first. Exit status: 0 all true, 1 something is not, 2 unusable file.
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest();

function faultsOf({ commitments, secrets, groups }) {
  const faults = [];
  for (const side of ['KG', 'CN']) {
    if (sha256(`${side}:${secrets[side]}`).toString('hex') !== commitments[side].toLowerCase()) faults.push(`${side}'s secret is not the one committed to`);
  }
  const seed = sha256(`KG:${secrets.KG}\nCN:${secrets.CN}`);
  for (const group of groups) {
    const tickets = group.map((id) => createHmac('sha256', seed).update(id, 'utf8').digest('hex'));
    tickets.forEach((ticket, n) => {
      if (n > 0 && !(tickets[n - 1] < ticket)) faults.push(`${group[n]} stands after ${group[n - 1]} but was drawn before it`);
    });
  }
  return faults;
}

try {
  const faults = faultsOf(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  for (const fault of faults) console.log(fault);
  console.log(faults.length === 0 ? 'The lot is as both secrets drew it.' : 'The lot is NOT as both secrets drew it.');
  process.exit(faults.length === 0 ? 0 : 1);
} catch (error) {
  console.error(`Give a lot file: ${error.message}`);
  process.exit(2);
}
