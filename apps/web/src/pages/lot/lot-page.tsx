import { readLot, readLotFile, startLotAgain } from '#libs/scoring/shared/lot-contract';
import { SIDES, type Side } from '#libs/kernel';
import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { Bridge, type Pier } from '../../components/bridge.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Title } from '../../components/title.js';
import { dayAndClock } from '../../format/dates.js';
import { Confirm } from '../desk/confirm.js';
import { sideAs } from '../desk/desk.js';
import { CallDesk, type OfCall } from '../office/call-desk.js';
import { CheckLot } from './check-lot.js';
import { CommitForm, KeptSecret, RevealForm, type Lot, type StepProps } from './lot-steps.js';

type Round = Lot['rounds'][number];

/** The lot among equal applications of a closed ranking: officers take its steps, chairs and auditors read along. */
export function LotPage(): ReactNode {
  const { t } = useTranslation('office');
  const { t: l } = useTranslation('lot');
  const { callId } = useParams({ from: '/signed-in/office/calls/$callId/lot' });
  return (
    <CallDesk tab="ranking" title={l('note.link')} crumb={<Link key="ranking" to="/office/calls/$callId/ranking" params={{ callId }}>{t('tabs.ranking')}</Link>}>
      {(of) => <Drawing {...of} />}
    </CallDesk>
  );
}

function Drawing({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('lot');
  const found = useAsk(readLot, { params: { id: call.id } });
  const lot = found.data;
  const round = lot?.rounds.at(-1);
  if (!lot) return <><ProblemNote problem={found.error} />{found.isPending && <Skeleton lines={7} />}</>;
  if (!round) return <div className="card"><Empty title={t('none')}>{t('noneText')}</Empty></div>;
  return (
    <>
      <p className="measure">{t('intro')}</p>
      <Steps lot={lot} round={round} callId={call.id} side={side} />
      <Ties lot={lot} />
      {lot.state === 'drawn' && <Checked callId={call.id} />}
      {side && lot.state === 'open' && (round.commitments[side] !== null || round.again.length > 0) && <Again lot={lot} round={round} callId={call.id} />}
      <Earlier rounds={lot.rounds.slice(0, -1)} />
    </>
  );
}

function Steps({ lot, round, callId, side }: { lot: Lot; round: Round; callId: string; side: Side | null }): ReactNode {
  const { t } = useTranslation('lot');
  const language = useLanguage();
  const me = useMe();
  // Whose step is not sealed: an officer's own side, and a chair's.
  const own = side ?? sideAs(me, 'chair');
  const pier = (filed: Round['commitments'], words: string) => (of: Side): Pier => {
    const value = filed[of];
    if (value !== null) return { state: 'yes', words, details: <p className="d mono">{value}</p> };
    return of === own ? { state: 'wait', words: t('notYet') } : { state: 'sealed' };
  };
  const committed = pier(round.commitments, t('committed'));
  const revealed = pier(round.secrets, t('revealed'));
  const drawn = round.drawnAt && t('deck.drawn', { at: dayAndClock(round.drawnAt, language) });
  return (
    <>
      <section>
        <h2>{t('commitments')}{lot.rounds.length > 1 && ` · ${t('round', { number: round.round })}`}</h2>
        <div className="card pad stack tight">
          <Bridge seal="lot" kg={committed('KG')} cn={committed('CN')} deck={<b>{t(round.committedAt ? 'deck.committed' : 'deck.commit')}</b>} />
          {side && <OwnCommitment lot={lot} callId={callId} side={side} round={round} />}
        </div>
      </section>
      {round.committedAt && <section>
        <h2>{t('secrets')}</h2>
        <div className="card pad stack tight">
          <Bridge seal="lot" kg={revealed('KG')} cn={revealed('CN')} deck={<b>{drawn ?? t('deck.reveal')}</b>} />
          {side && <OwnSecret lot={lot} callId={callId} side={side} round={round} />}
        </div>
      </section>}
    </>
  );
}

function OwnCommitment({ lot, ...step }: StepProps & { lot: Lot }): ReactNode {
  const { t } = useTranslation('lot');
  if (lot.can.commit.ok) return window.isSecureContext ? <CommitForm key={step.round.round} {...step} /> : <Note kind="warn">{t('noCrypto')}</Note>;
  return lot.state === 'open' && step.round.committedAt === null ? <KeptSecret {...step} /> : null;
}

function OwnSecret({ lot, ...step }: StepProps & { lot: Lot }): ReactNode {
  const { t } = useTranslation('lot');
  if (lot.can.reveal.ok) return window.isSecureContext ? <RevealForm key={step.round.round} {...step} /> : <Note kind="warn">{t('noCrypto')}</Note>;
  return lot.state === 'open' && step.round.secrets[step.side] !== null ? <Note>{t('doneReveal')}</Note> : null;
}

function Ties({ lot }: { lot: Lot }): ReactNode {
  const { t } = useTranslation('lot');
  const { t: o } = useTranslation('office');
  const drawn = lot.state === 'drawn';
  return (
    <section>
      <h2>{t('ties')}</h2>
      {!drawn && lot.ties.length > 0 && <p className="sec lotopen">{t('orderOpen')}</p>}
      {lot.ties.length === 0 && <Note>{t('hidden')}</Note>}
      {lot.ties.map((tie, n) => (
        <div className="card scroll lottie" key={tie[0]?.applicationId} tabIndex={0} role="region" aria-label={t('tie', { number: n + 1 })}>
          <table className="tbl records">
            <thead><tr><th scope="col" className="num">{t('rank')}</th><th scope="col">{o('application')}</th>{drawn && <th scope="col">{t('ticket')}</th>}</tr></thead>
            <tbody>
              {tie.map((a) => (
                <tr key={a.applicationId}>
                  <td className="num"><span className="lab">{t('rank')} </span>{drawn ? a.rank : `${tie[0]?.rank}–${tie.at(-1)?.rank}`}</td>
                  <th scope="row"><Title of={a} /><span className="under">{a.number}</span></th>
                  {drawn && <td><span className="lab">{t('ticket')} </span><span className="mono">{a.ticket}</span></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}

function Checked({ callId }: { callId: string }): ReactNode {
  const file = useAsk(readLotFile, { params: { id: callId } });
  return file.data ? <CheckLot callId={callId} code={file.data.call} draw={file.data} by={readLotFile} /> : <Skeleton />;
}

/** For a side that lost its secret: the word of both opens a new round. */
function Again({ lot, round, callId }: Omit<StepProps, 'side'> & { lot: Lot }): ReactNode {
  const { t } = useTranslation('lot');
  const [asking, setAsking] = useState(false);
  const send = useSend(startLotAgain, [readLot], () => setAsking(false));
  const verb = t(round.again.length > 0 ? 'again.agree' : 'again.ask');
  return (
    <section>
      <h2>{t('again.title')}</h2>
      <div className="card pad stack tight">
        <p>{t('again.text')}</p>
        {round.again.map((s) => <p key={s} className="strong">{t('again.asked', { side: s })}</p>)}
        {lot.can.startAgain.ok && <p className="acts"><Button variant="default" onClick={() => setAsking(true)}>{verb}</Button></p>}
      </div>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('again.confirm')} action={verb} pending={send.isPending} problem={send.error} danger
        onConfirm={() => send.mutate({ params: { id: callId } })}
      >
        <p>{t('again.confirmText')}</p>
      </Confirm>
    </section>
  );
}

function Earlier({ rounds }: { rounds: readonly Round[] }): ReactNode {
  const { t } = useTranslation('lot');
  const { t: c } = useTranslation('calls');
  if (rounds.length === 0) return null;
  return (
    <section>
      <h2>{t('earlier')}</h2>
      {rounds.map((r) => (
        <dl key={r.round} className="rows" aria-label={t('round', { number: r.round })}>
          <div><dt className="strong">{t('round', { number: r.round })}</dt><dd>{r.again.map((s) => t('again.asked', { side: s })).join(' ')}</dd></div>
          {SIDES.map((s) => <div key={s}><dt>{c('lot.commitment', { side: s })}</dt><dd className="mono">{r.commitments[s] ?? t('sealed')}</dd></div>)}
        </dl>
      ))}
    </section>
  );
}
