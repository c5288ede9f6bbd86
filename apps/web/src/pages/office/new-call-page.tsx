import { createCall, listCalls, readCall } from '#libs/calls/shared/contract';
import { NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { Note, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { textIn } from '../../format/texts.js';
import { Desk, sideAs } from '../desk/desk.js';
import { CallForm } from './call-form.js';
import './office.css';

/** A new call, made from an earlier one: themes, questions, criteria and rules are taken over. */
export function NewCallPage(): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const navigate = useNavigate();
  const side = sideAs(useMe(), 'officer');
  const calls = useAsk(listCalls, { query: { limit: 100 } });
  const [from, setFrom] = useState('');
  const base = useAsk(readCall, { params: { id: from } }, { when: from !== '' });
  const send = useSend(createCall, [listCalls], (call) => navigate({ to: '/office/calls/$callId', params: { callId: call.id } }));
  return (
    <Desk roles={['officer']}>
      <PageHead title={t('newCall')} crumbs={[<Link key="office" to="/office">{t('title')}</Link>]} />
      <div className="stack">
        <ProblemNote problem={calls.error ?? base.error} />
        {calls.data?.items.length === 0 && <Note>{t('callForm.nothingToClone')}</Note>}
        <div className="form">
          <NativeSelect
            label={t('callForm.from')} description={t('callForm.fromHint')} value={from}
            onChange={(e) => setFrom(e.currentTarget.value)}
          >
            <option value="">{t('choose')}</option>
            {(calls.data?.items ?? []).map((c) => <option key={c.id} value={c.id}>{c.code} {textIn(c.title, language)}</option>)}
          </NativeSelect>
        </div>
        {base.data && side && <CallForm
          key={base.data.id} clone base={base.data.content} side={side} action={t('callForm.create')} pending={send.isPending}
          problem={send.error} onSend={(body) => send.mutate({ body })}
        />}
      </div>
    </Desk>
  );
}
