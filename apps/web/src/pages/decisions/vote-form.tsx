import { castVote, listDecisions } from '#libs/awards/shared/contract';
import { formatFen, parseFen, type Side } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError } from '../../components/note.js';
import { Title } from '../../components/title.js';
import { currencySign, money, plainAmount, typedAmount } from '../../format/numbers.js';
import { Choices } from '../desk/choices.js';
import { Confirm } from '../desk/confirm.js';
import type { Decision } from './decision-card.js';

type Value = 'yes' | 'reserve' | 'no';

/** A vote while it is filled in. */
export interface VoteDraft {
  value: Value | ''; amount: string; protocol: string;
  set: (part: Partial<Pick<VoteDraft, 'value' | 'amount' | 'protocol'>>) => void;
  /** What is wrong, by field; empty when the vote can be cast. */
  wrong: { value?: string; amount?: string; protocol?: string };
  tried: boolean; check: () => boolean;
  send: ReturnType<typeof useSend<typeof castVote>>;
}

/** The amount starts with the request; a vote without "yes" carries none. */
export function useVote(decision: Decision): VoteDraft {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const requested = parseFen(decision.requested.amount) ?? 0;
  const [draft, setDraft] = useState<Pick<VoteDraft, 'value' | 'amount' | 'protocol'>>({ value: '', amount: plainAmount(requested, language), protocol: '' });
  const [tried, setTried] = useState(false);
  const send = useSend(castVote, [listDecisions]);
  const wrong: VoteDraft['wrong'] = {};
  if (draft.value === '') wrong.value = t('wrong.value');
  if (draft.value === 'yes') {
    const fen = parseFen(typedAmount(draft.amount) ?? '');
    if (fen === undefined || fen === 0) wrong.amount = t('wrong.amount');
    else if (fen > requested) wrong.amount = t('wrong.overRequested', { sum: money(decision.requested, language) });
  }
  if (draft.protocol.trim() === '') wrong.protocol = t('wrong.protocol');
  const check = () => {
    setTried(true);
    return Object.keys(wrong).length === 0;
  };
  return { ...draft, set: (part) => setDraft({ ...draft, ...part }), wrong, tried, check, send };
}

export function VoteFields({ vote, side }: { vote: VoteDraft; side: Side }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const shown = (error: string | undefined) => (vote.tried ? error : undefined);
  const options = (['yes', 'reserve', 'no'] as const).map((value) => ({ value, text: t(`values.${value}`) }));
  return (
    <div className="vote">
      <Choices
        label={t('voteOf', { side })} options={options} value={vote.value} onChange={(value) => vote.set({ value })}
        error={shown(vote.wrong.value)}
      />
      {vote.value === 'yes' && <TextInput
        label={t('amount', { sign: currencySign(language) })} inputMode="decimal" value={vote.amount}
        onChange={(e) => vote.set({ amount: e.currentTarget.value })}
        error={shown(vote.wrong.amount) ?? fieldError(vote.send.error, '/amount')}
      />}
      <TextInput
        label={t('protocol')} value={vote.protocol} maxLength={60} onChange={(e) => vote.set({ protocol: e.currentTarget.value })}
        error={shown(vote.wrong.protocol) ?? fieldError(vote.send.error, '/protocol')}
      />
    </div>
  );
}

/** Checks what is filled in, shows it once more, then casts the vote. */
export function VoteButton({ vote, side, decision }: { vote: VoteDraft; side: Side; decision: Decision }): ReactNode {
  const { t } = useTranslation('decisions');
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const amount = vote.value === 'yes'
    ? { amount: formatFen(parseFen(typedAmount(vote.amount) ?? '') ?? 0), currency: 'CNY' as const }
    : null;
  const open = () => {
    vote.send.reset();
    if (vote.check()) setAsking(true);
  };
  const cast = () => {
    if (vote.value !== '') vote.send.mutate({
      params: { id: decision.applicationId }, body: { value: vote.value, amount, protocol: vote.protocol },
    });
  };
  return (
    <>
      <button className="btn" type="button" onClick={open}>{t('check')}</button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('confirm.title', { side })} action={t('confirm.cast', { side })}
        pending={vote.send.isPending} problem={vote.send.error} onConfirm={cast}
      >
        <dl className="rows">
          <div><dt>{t('confirm.application')}</dt><dd><Title of={decision} /><br />{decision.number}</dd></div>
          <div>
            <dt>{t('confirm.vote')}</dt>
            <dd className="strong">{vote.value && t(`values.${vote.value}`)}{amount && `, ${money(amount, language)}`}</dd>
          </div>
          <div><dt>{t('protocol')}</dt><dd>{vote.protocol}</dd></div>
        </dl>
        <p>{t('confirm.text')}</p>
      </Confirm>
    </>
  );
}
