import { listCalls, readCall, reviseCall } from '#libs/calls/shared/contract';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefreshWhenStale, useSend } from '../../api/queries.js';
import { Note } from '../../components/note.js';
import { fieldsOf } from './builder/call-fields.js';
import { CallBuilder } from './builder/call-builder.js';
import { useCallDraft } from './builder/use-call-draft.js';
import { CallDesk, type OfCall } from './call-desk.js';

/** Changes a call before both sides have approved it. */
export function EditCallPage(): ReactNode {
  const { t } = useTranslation('builder');
  return <CallDesk tab="overview" title={t('edit')}>{({ call, side }) => (side && call.can.edit.ok ? <Edit call={call} side={side} /> : <Note>{t('notEditable')}</Note>)}</CallDesk>;
}

function Edit({ call, side }: { call: OfCall['call']; side: NonNullable<OfCall['side']> }): ReactNode {
  const { t } = useTranslation('builder');
  const navigate = useNavigate();
  const latest = useMemo(() => ({ fields: fieldsOf(call.content, side), version: call.version }), [call, side]);
  const draft = useCallDraft(`call.${call.id}`, latest);
  const send = useSend(reviseCall, [readCall, listCalls], () => {
    draft.saved();
    return navigate({ to: '/office/calls/$callId', params: { callId: call.id } });
  });
  useRefreshWhenStale(send.error, readCall);
  return (
    <>
      <Note kind="warn">{t('voids')}</Note>
      <CallBuilder
        draft={draft} side={side} action={t('save')} pending={send.isPending} problem={send.error} onChanged={send.reset}
        onSend={(body) => send.mutate({ params: { id: call.id }, body, version: draft.version })}
      />
    </>
  );
}
