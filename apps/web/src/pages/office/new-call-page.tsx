import { createCall, listCalls, readCall, type Content } from '#libs/calls/shared/contract';
import type { Side } from '#libs/kernel';
import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { textIn } from '../../format/texts.js';
import { Desk, sideAs } from '../desk/desk.js';
import { asBase, fieldsOf, FROM_SCRATCH } from './builder/call-fields.js';
import { CallBuilder } from './builder/call-builder.js';
import { useCallDraft } from './builder/use-call-draft.js';
import './office.css';

const SCRATCH = 'scratch';

/** A new call, made from nothing with the programme's rules, or from an earlier one. */
export function NewCallPage(): ReactNode {
  const { t } = useTranslation('builder');
  const { t: o } = useTranslation('office');
  const language = useLanguage();
  const side = sideAs(useMe(), 'officer');
  const calls = useAsk(listCalls, { query: { limit: 100 } });
  const [chosen, setChosen] = useState(SCRATCH);
  const [from, setFrom] = useState<string>();
  const base = useAsk(readCall, { params: { id: from ?? '' } }, { when: from !== undefined && from !== SCRATCH });
  const content = from === SCRATCH ? FROM_SCRATCH : base.data?.content;
  return (
    <Desk roles={['officer']}>
      <PageHead title={o('newCall')} crumbs={[<Link key="office" to="/office">{o('title')}</Link>]} />
      <div className="stack">
        <ProblemNote problem={calls.error ?? base.error} />
        {from === undefined && <div className="form">
          <NativeSelect label={t('from')} description={t('fromHint')} value={chosen} onChange={(e) => setChosen(e.currentTarget.value)}>
            <option value={SCRATCH}>{t('scratch')}</option>
            {(calls.data?.items ?? []).map((c) => <option key={c.id} value={c.id}>{c.code} {textIn(c.title, language)}</option>)}
          </NativeSelect>
          <p className="acts"><Button onClick={() => setFrom(chosen)}>{t('begin')}</Button></p>
        </div>}
        {from !== undefined && !content && <Skeleton />}
        {from !== undefined && content && side && <New from={from} content={content} side={side} />}
      </div>
    </Desk>
  );
}

function New({ from, content, side }: { from: string; content: Content; side: Side }): ReactNode {
  const { t } = useTranslation('builder');
  const navigate = useNavigate();
  const latest = useMemo(() => ({ fields: fieldsOf(asBase(content), side), version: 0 }), [content, side]);
  const draft = useCallDraft(`new-call.${from}`, latest);
  const send = useSend(createCall, [listCalls], (call) => {
    draft.saved();
    return navigate({ to: '/office/calls/$callId', params: { callId: call.id } });
  });
  return <CallBuilder
    draft={draft} side={side} action={t('create')} pending={send.isPending} problem={send.error} onChanged={send.reset}
    onSend={(body) => send.mutate({ body })}
  />;
}
