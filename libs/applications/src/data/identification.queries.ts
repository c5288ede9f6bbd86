import type { ReadTx } from '#libs/platform';

export async function isTheme(tx: ReadTx, callId: string, theme: string): Promise<boolean> {
  return await tx.row('select 1 from call_theme where call_id = $1 and code = $2', [callId, theme]) !== undefined;
}
