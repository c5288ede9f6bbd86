import { SIDES, type Side } from '#libs/kernel';

/** A drawn lot as it is published: what `verify-lot.mjs` reads. */
export interface PublishedDraw { commitments: Record<Side, string>; secrets: Record<Side, string>; groups: readonly (readonly string[])[] }
/** One thing that is not as the secrets have it: a secret that does not open its side's commitment, or an application that stands after one drawn later. */
export type LotFault = { kind: 'secret'; side: Side } | { kind: 'order'; application: string };

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hex = (buffer: ArrayBuffer): string => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('');
const sha256 = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytes(text));

/** The same in the browser as on the server: what a side commits to, in hexadecimal. Needs WebCrypto, hence a secure context. */
export async function commitmentTo(side: Side, secret: string): Promise<string> {
  return hex(await sha256(`${side}:${secret}`));
}

/** Draws a published lot once more with WebCrypto; empty where all of it is as the secrets have it. */
export async function checkLot({ commitments, secrets, groups }: PublishedDraw): Promise<LotFault[]> {
  const faults: LotFault[] = [];
  for (const side of SIDES) if (await commitmentTo(side, secrets[side]) !== commitments[side]) faults.push({ kind: 'secret', side });
  const seed = await crypto.subtle.importKey('raw', await sha256(`KG:${secrets.KG}\nCN:${secrets.CN}`), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  for (const group of groups) {
    let before = '';
    for (const application of group) {
      const ticket = hex(await crypto.subtle.sign('HMAC', seed, bytes(application)));
      if (ticket <= before) faults.push({ kind: 'order', application });
      before = ticket;
    }
  }
  return faults;
}
