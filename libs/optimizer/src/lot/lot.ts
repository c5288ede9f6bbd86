import { createHash, createHmac } from 'node:crypto';

/** The secrets of the two sides, as text. */
export interface LotSecrets {
  readonly KG: string;
  readonly CN: string;
}

/** What a side publishes before anybody's secret is known: SHA-256 of its name, a colon and the secret, in hexadecimal. */
export function commitment(side: 'KG' | 'CN', secret: string): string {
  return createHash('sha256').update(`${side}:${secret}`, 'utf8').digest('hex');
}

/** Whether a secret is the one committed to. */
export function opens(side: 'KG' | 'CN', secret: string, committed: string): boolean {
  return commitment(side, secret) === committed.toLowerCase();
}

function seedOf({ KG, CN }: LotSecrets): Buffer {
  return createHash('sha256').update(`KG:${KG}\nCN:${CN}`, 'utf8').digest();
}

const ticketUnder = (seed: Buffer, id: string): string => createHmac('sha256', seed).update(id, 'utf8').digest('hex');

/** An application's ticket: HMAC-SHA-256 of its id under the seed SHA-256("KG:" + secret + "\n" + "CN:" + secret), in hexadecimal. */
export function ticketOf(id: string, secrets: LotSecrets): string {
  return ticketUnder(seedOf(secrets), id);
}

/**
 * The order that both secrets together draw: applications by their tickets, smallest first. Neither side can foresee it while the other's secret is unknown; the
 * order in which ids are given does not matter. Throws RangeError for an id given twice.
 */
export function drawOrder(ids: readonly string[], secrets: LotSecrets): string[] {
  if (new Set(ids).size !== ids.length) throw new RangeError('an id is given twice');
  const seed = seedOf(secrets);
  return ids.map((id) => ({ id, ticket: ticketUnder(seed, id) })).sort((one, other) => (one.ticket < other.ticket ? -1 : 1)).map(({ id }) => id);
}
