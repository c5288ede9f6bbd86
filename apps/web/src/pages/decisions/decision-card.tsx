import type { DecisionsSchema } from '#libs/awards/shared/contract';
import { otherSide, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, type Pier } from '../../components/bridge.js';
import { Icon } from '../../components/icon.js';
import { Title } from '../../components/title.js';
import { dayAndClock } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { themeName } from '../desk/call-texts.js';
import { score } from '../desk/figures.js';
import { useVote, VoteButton, VoteFields } from './vote-form.js';

export type Decisions = z.output<typeof DecisionsSchema>;
export type Decision = Decisions['items'][number];

/** One application on both sides' Bridge; the other side stays sealed until the outcome. */
export function DecisionCard({ decision, call, side }: { decision: Decision; call: Call; side: Side | null }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const title = `d-${decision.applicationId}`;
  return (
    <article className="card item" aria-labelledby={title}>
      <div className="hd">
        <div>
          <h2 id={title}><Title of={decision} /></h2>
          <p className="sec">
            {decision.number} · {themeName(call, decision.theme, language)} · {t('requested', { sum: money(decision.requested, language) })}
            {decision.rank !== null
              && <> · {t('rank', { rank: decision.rank, overall: decision.overall === null ? '–' : score(decision.overall, language) })}</>}
            {!decision.aboveThreshold && <> · {t('belowThreshold')}</>}
            {decision.round > 1 && <> · {t('round', { round: decision.round })}</>}
          </p>
        </div>
        <StateTag decision={decision} />
      </div>
      <div className="bd">
        {decision.withdrawn
          ? <p className="sec">{t('withdrawn')}</p>
          : side && decision.can.vote.ok ? <Voting decision={decision} side={side} /> : <Decided decision={decision} side={side} />}
      </div>
    </article>
  );
}

function StateTag({ decision }: { decision: Decision }): ReactNode {
  const { t } = useTranslation('decisions');
  if (decision.withdrawn) return <span className="tag">{t('tags.withdrawn')}</span>;
  if (!decision.outcome) return <span className="tag"><Icon name="lock" />{t('tags.sealed')}</span>;
  const { result } = decision.outcome;
  if (result === 'award') return <span className="tag ok"><Icon name="check" />{t('tags.award')}</span>;
  return result === 'reserve'
    ? <span className="tag warn"><Icon name="ring" />{t('tags.reserve')}</span>
    : <span className="tag bad"><Icon name="mark" />{t('tags.refused')}</span>;
}

/** A recorded vote, for own side always and for both with the outcome; sealed otherwise. */
function useVotePier(decision: Decision): (of: Side, own: Side | null) => Pier {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  return (of, own) => {
    const vote = decision.votes.find((v) => v.side === of);
    if (!vote) return of === own ? { state: 'wait', words: t('notVoted') } : { state: 'sealed' };
    return {
      state: vote.value === 'no' ? 'no' : 'yes', words: t(`values.${vote.value}`),
      details: <>
        {vote.amount && <p className="am">{money(vote.amount, language)}</p>}
        <p className="d">{vote.protocol && `${t('protocolIs', { number: vote.protocol })}, `}{dayAndClock(vote.at, language)}</p>
      </>,
    };
  };
}

function Decided({ decision, side }: { decision: Decision; side: Side | null }): ReactNode {
  const { t } = useTranslation('decisions');
  const pier = useVotePier(decision);
  const mine = decision.votes.some((v) => v.side === side);
  const deck = decision.outcome ? <OutcomeWords decision={decision} /> : <span>{t(mine ? 'recorded' : 'sealedDeck')}</span>;
  return <Bridge kg={pier('KG', side)} cn={pier('CN', side)} deck={deck} />;
}

function OutcomeWords({ decision }: { decision: Decision }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const outcome = decision.outcome;
  if (!outcome) return null;
  if (outcome.result === 'award') {
    const less = outcome.amount && Number(outcome.amount.amount) < Number(decision.requested.amount);
    return <span><b>{t('outcome.award', { sum: outcome.amount ? money(outcome.amount, language) : '–' })}</b> {less && t('outcome.less')}</span>;
  }
  const reason = outcome.reason === 'decision.over-places'
    ? t('outcome.overPlaces')
    : outcome.reason === 'decision.over-budget' ? t('outcome.overBudget') : '';
  if (outcome.result === 'reserve') return <span><b>{t('outcome.reserve')}</b> {reason}</span>;
  const no = decision.votes.filter((v) => v.value === 'no').map((v) => v.side);
  return <span><b>{no.length === 1 ? t('outcome.refusedBy', { side: no[0] }) : t('outcome.refused')}</b> {reason}</span>;
}

/** Own side's vote, filled in where the side stands. */
function Voting({ decision, side }: { decision: Decision; side: Side }): ReactNode {
  const { t } = useTranslation('decisions');
  const vote = useVote(decision);
  const own: Pier = { state: 'wait', words: t('notVoted'), details: <VoteFields vote={vote} side={side} /> };
  const sealed: Pier = { state: 'sealed' };
  const piers = { [side]: own, [otherSide(side)]: sealed };
  return <Bridge
    kg={piers.KG ?? sealed} cn={piers.CN ?? sealed} deck={<span>{t('final')}</span>}
    action={<VoteButton vote={vote} side={side} decision={decision} />}
  />;
}
