import { askConflict, decideConflict, listConflicts } from '#libs/conflicts/shared/contract';
import { canDecideConflict } from '#libs/conflicts/shared/rules';
import type { Result } from '#libs/kernel';
import { Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError } from '../../components/note.js';
import { Words } from '../../components/words.js';
import { dayAndClock } from '../../format/dates.js';
import { Confirm } from '../desk/confirm.js';

type Conflict = Result<typeof listConflicts>['items'][number];
const DECISIONS = ['confirmed', 'dismissed'] as const;
type Decision = (typeof DECISIONS)[number];

/** One conflict with the decisions that are open about it. */
export function ConflictRow({ one }: { one: Conflict }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const [asking, setAsking] = useState<Decision>();
  const of = { name: one.name, number: one.number ?? '–' };
  return (
    <tr>
      <th scope="row"><Words>{one.name}</Words></th>
      <td>{one.number ?? '–'}</td>
      <td>{t(`conflicts.kinds.${one.kind}`)}</td>
      <td>{one.reason || '–'}</td>
      <td>
        <span className={one.state === 'dismissed' ? 'tag' : 'tag bad'}>{t(`conflicts.states.${one.state}`)}</span>
        {one.at && <span className="under">{dayAndClock(one.at, language)}</span>}
      </td>
      <td>
        <span className="acts">
          {DECISIONS.filter((d) => canDecideConflict(one, d).ok).map((d) => (
            <button className="btn two" type="button" key={d} aria-label={t(`conflicts.decide.${d}Of`, of)} onClick={() => setAsking(d)}>
              {t(`conflicts.decide.${d}`)}
            </button>
          ))}
        </span>
        {asking && <Deciding one={one} decision={asking} onClose={() => setAsking(undefined)} />}
      </td>
    </tr>
  );
}

function Deciding({ one, decision, onClose }: { one: Conflict; decision: Decision; onClose: () => void }): ReactNode {
  const { t } = useTranslation('office');
  const [reason, setReason] = useState('');
  const send = useSend(decideConflict, [listConflicts, askConflict], onClose);
  return (
    <Confirm
      opened onClose={onClose} title={t(`conflicts.decide.${decision}Of`, { name: one.name, number: one.number ?? '–' })}
      action={t(`conflicts.decide.${decision}`)} ready={reason.trim() !== ''} pending={send.isPending} problem={send.error}
      onConfirm={() => send.mutate({ params: { id: one.applicationId, personId: one.personId }, body: { kind: one.kind, state: decision, reason } })}
    >
      <p>{t(`conflicts.decide.${decision}Text`)}</p>
      <Textarea
        label={t('conflicts.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required minRows={2} maxLength={1000}
        error={fieldError(send.error, '/reason')}
      />
    </Confirm>
  );
}
