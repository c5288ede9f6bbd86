import { commitmentTo } from '#libs/scoring/shared/lot-check';
import { commitToLot, readLot, revealLotSecret, SECRET_MAX, SECRET_MIN } from '#libs/scoring/shared/lot-contract';
import { readRanking } from '#libs/scoring/shared/contract';
import { listDecisions } from '#libs/awards/shared/contract';
import type { Result, Side } from '#libs/kernel';
import { Button, Checkbox, Textarea } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { Note } from '../../components/note.js';
import { Confirm } from '../desk/confirm.js';
import { asCommitted, isSecret, kept, newSecret } from './own-secret.js';

export type Lot = Result<typeof readLot>;
export interface StepProps { callId: string; side: Side; round: Lot['rounds'][number] }

/** Chooses a secret and files its fingerprint. The secret is kept in this browser before anything is sent, so that no lost answer loses it. */
export function CommitForm({ callId, side, round }: StepProps): ReactNode {
  const { t } = useTranslation('lot');
  const [secret, setSecret] = useState(() => kept.read(callId, round.round, side) ?? newSecret());
  const [written, setWritten] = useState(false);
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const send = useSend(commitToLot, [readLot], () => setAsking(undefined));
  const chosen = asCommitted(secret);
  const change = (text: string) => { setSecret(text); setWritten(false); setCopied(false); };
  // Where the browser does not let a page copy, the text is at least marked.
  const copy = () => navigator.clipboard.writeText(chosen).then(() => setCopied(true), () => field.current?.select());
  const prepare = async () => {
    kept.keep(callId, round.round, side, chosen);
    setAsking(await commitmentTo(side, chosen));
  };
  return (
    <div className="form">
      <Textarea
        ref={field} autosize minRows={1} label={t('secret')} description={t('secretHint', { min: SECRET_MIN })} value={secret} autoComplete="off" spellCheck={false} classNames={{ input: 'mono' }}
        error={isSecret(chosen) ? undefined : t('wrong', { min: SECRET_MIN, max: SECRET_MAX })} onChange={(e) => change(e.currentTarget.value)}
      />
      <p className="acts">
        <Button variant="default" onClick={() => void copy()}>{t('copy')}</Button>
        <Button variant="default" onClick={() => change(newSecret())}>{t('another')}</Button>
        <span role="status" className="sec">{copied && t('copied')}</span>
      </p>
      <Checkbox label={t('written')} checked={written} onChange={(e) => setWritten(e.currentTarget.checked)} />
      <p className="acts"><Button disabled={!written || !isSecret(chosen)} onClick={() => void prepare()}>{t('commit', { side })}</Button></p>
      <Confirm
        opened={asking !== undefined} onClose={() => setAsking(undefined)} title={t('confirmCommit', { side })} action={t('commit', { side })} pending={send.isPending} problem={send.error}
        onConfirm={() => send.mutate({ params: { id: callId }, body: { commitment: asking ?? '' } })}
      >
        <p>{t('confirmCommitText')}</p>
        <p><b>{t('fingerprint')}</b> <span className="mono">{asking}</span></p>
      </Confirm>
    </div>
  );
}

/** Reveals the secret that the side's commitment was made from; another one is not even sent. */
export function RevealForm({ callId, side, round }: StepProps): ReactNode {
  const { t } = useTranslation('lot');
  const [secret, setSecret] = useState(() => kept.read(callId, round.round, side) ?? '');
  const [wrong, setWrong] = useState(false);
  const [asking, setAsking] = useState(false);
  const send = useSend(revealLotSecret, [readLot, readRanking, listDecisions], () => {
    kept.forget(callId, round.round, side);
    setAsking(false);
  });
  const chosen = asCommitted(secret);
  const compare = async () => {
    const opens = await commitmentTo(side, chosen) === round.commitments[side];
    setWrong(!opens);
    setAsking(opens);
  };
  return (
    <div className="form">
      <Textarea
        autosize minRows={1} label={t('secret')} description={t('revealHint')} value={secret} autoComplete="off" spellCheck={false} classNames={{ input: 'mono' }} error={wrong && t('notThis')}
        onChange={(e) => { setSecret(e.currentTarget.value); setWrong(false); }}
      />
      <p className="acts"><Button disabled={!isSecret(chosen)} onClick={() => void compare()}>{t('reveal', { side })}</Button></p>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('confirmReveal', { side })} action={t('reveal', { side })} pending={send.isPending} problem={send.error}
        onConfirm={() => send.mutate({ params: { id: callId }, body: { secret: chosen } })}
      >
        <p>{t('confirmRevealText')}</p>
      </Confirm>
    </div>
  );
}

/** What a side that has committed may want to read again, in the browser that keeps it. */
export function KeptSecret({ callId, side, round }: StepProps): ReactNode {
  const { t } = useTranslation('lot');
  const secret = kept.read(callId, round.round, side);
  return <Note><p>{t('done')}</p>{secret !== null && <p>{t('kept')} <span className="mono">{secret}</span></p>}</Note>;
}
