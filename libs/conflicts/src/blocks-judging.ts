import type { ReadTx } from '#libs/platform';

/** Whether any conflict, found or recorded and not dismissed, keeps this person from seeing or judging that application. */
export async function blocksJudging(tx: ReadTx, personId: string, applicationId: string): Promise<boolean> {
  return (await tx.row<{ blocks: boolean }>('select has_conflict($1, $2) blocks', [personId, applicationId]))?.blocks ?? true;
}
