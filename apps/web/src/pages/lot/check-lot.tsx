import { checkLot, type LotFault, type PublishedDraw } from '#libs/scoring/shared/lot-check';
import { readLotFile, readPublishedLot } from '#libs/scoring/shared/lot-contract';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../components/note.js';

/** The script as it stands, code of nobody else in it: a file to download. */
const VERIFIER = new URL('../../../../../libs/optimizer/verify-lot.mjs', import.meta.url).href;

export interface CheckLotProps { callId: string; code: string; draw: PublishedDraw; by: typeof readLotFile | typeof readPublishedLot }

/** How anyone can check the order by oneself, and the same check in this browser. */
export function CheckLot({ callId, code, draw, by }: CheckLotProps): ReactNode {
  const { t } = useTranslation('calls');
  return (
    <section>
      <h2>{t('lot.how')}</h2>
      <div className="card pad stack tight measure">
        <p>{t('lot.commitments')}</p>
        <p>{t('lot.seed')}</p>
        <p>{t('lot.script')}</p>
        <p className="mono">node verify-lot.mjs lot-{code}.json</p>
        <CheckHere draw={draw}>
          <a className="btn two" href={`/api/v1${by.path.replace(':id', callId)}`} download={`lot-${code}.json`}>{t('lot.download')}</a>
          <a className="btn two" href={VERIFIER} download="verify-lot.mjs">{t('lot.downloadScript')}</a>
        </CheckHere>
      </div>
    </section>
  );
}

function CheckHere({ draw, children }: { draw: PublishedDraw; children: ReactNode }): ReactNode {
  const { t } = useTranslation('calls');
  const [found, setFound] = useState<LotFault[]>();
  const { isSecureContext } = window;
  return (
    <>
      <p className="acts">
        {children}
        {isSecureContext && <Button onClick={() => void checkLot(draw).then(setFound)}>{t('lot.check')}</Button>}
      </p>
      {found?.length === 0 && <Note kind="ok" live>{t('lot.fine')}</Note>}
      {found && found.length > 0 && <Note kind="bad" live>
        <b>{t('lot.bad')}</b>
        <ul>{found.map((f) => <li key={JSON.stringify(f)}>{f.kind === 'secret' ? t('lot.badSecret', { side: f.side }) : t('lot.badOrder', { application: f.application })}</li>)}</ul>
      </Note>}
    </>
  );
}
