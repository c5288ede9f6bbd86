import { listAmendments, proposeAmendment, readCall } from '#libs/calls/shared/contract';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useRefreshWhenStale, useSend } from '../../api/queries.js';
import { Note } from '../../components/note.js';
import { fieldsOf } from './builder/call-fields.js';
import { CallBuilder } from './builder/call-builder.js';
import { useCallDraft } from './builder/use-call-draft.js';
import { CallDesk, type OfCall } from './call-desk.js';

/** Proposes a new text of a published call to both sides. */
export function AmendCallPage(): ReactNode {
  const { t } = useTranslation('builder');
  return <CallDesk tab="overview" title={t('amend')}>{({ call, side }) => (side && call.can.amend.ok ? <Amend call={call} side={side} /> : <Note>{t('notAmendable')}</Note>)}</CallDesk>;
}

function Amend({ call, side }: { call: OfCall['call']; side: NonNullable<OfCall['side']> }): ReactNode {
  const { t } = useTranslation('builder');
  const navigate = useNavigate();
  const latest = useMemo(() => ({ fields: fieldsOf(call.content, side), version: call.version }), [call, side]);
  const draft = useCallDraft(`amendment.${call.id}`, latest);
  const list = useAsk(listAmendments, { params: { id: call.id } });
  const send = useSend(proposeAmendment, [listAmendments], () => {
    draft.saved();
    return navigate({ to: '/office/calls/$callId', params: { callId: call.id } });
  });
  useRefreshWhenStale(send.error, readCall);
  return (
    <>
      <Note>{t('amendText')}</Note>
      {list.data?.items.some((a) => a.state === 'proposed') && <Note kind="warn">{t('replaces')}</Note>}
      <CallBuilder
        amends draft={draft} side={side} action={t('propose')} pending={send.isPending} problem={send.error} onChanged={send.reset}
        onSend={(content, note) => send.mutate({ params: { id: call.id }, body: { content, note }, version: draft.version })}
      />
    </>
  );
}
