import { listCalls, readCall, reviseCall } from '#libs/calls/shared/contract';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { Note } from '../../components/note.js';
import { CallDesk, type OfCall } from './call-desk.js';
import { CallForm } from './call-form.js';

/** Changes a call before both sides have approved it. */
export function EditCallPage(): ReactNode {
  const { t } = useTranslation('office');
  return <CallDesk tab="overview" title={t('callForm.edit')}>{(of) => <Edit {...of} />}</CallDesk>;
}

function Edit({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const navigate = useNavigate();
  const send = useSend(reviseCall, [readCall, listCalls], () => navigate({ to: '/office/calls/$callId', params: { callId: call.id } }));
  if (!side || !call.can.edit.ok) return <Note>{t('callForm.notEditable')}</Note>;
  return (
    <>
      <Note kind="warn">{t('callForm.voids')}</Note>
      <CallForm
        key={call.version} clone={false} base={call.content} side={side} action={t('callForm.save')} pending={send.isPending}
        problem={send.error} onSend={(body) => send.mutate({ params: { id: call.id }, body, version: call.version })}
      />
    </>
  );
}
