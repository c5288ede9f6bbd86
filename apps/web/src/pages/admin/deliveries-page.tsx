import { listDeliveries, resendLetter } from '#libs/notifications/shared/contract';
import { isTemplate } from '#libs/notifications/shared/templates';
import type { Result } from '#libs/kernel';
import { NativeSelect, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { LANGUAGE_NAMES, useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { Desk, Pager } from '../desk/desk.js';
import { LETTER_STATES, type LetterState } from '../desk/filters.js';
import './admin.css';

type Delivery = Result<typeof listDeliveries>['items'][number];
const KINDS: Record<LetterState, string> = {
  queued: '', sending: 'open', sent: 'ok', kept: 'ok', failed: 'bad', uncertain: 'warn', superseded: '',
};
const RESENDABLE: readonly LetterState[] = ['failed', 'uncertain'];

/** The delivery log: who was written to and how far it got, never the text. */
export function DeliveriesPage(): ReactNode {
  return <Desk roles={['administrator', 'officer', 'auditor']}><Deliveries /></Desk>;
}

function Deliveries(): ReactNode {
  const { t } = useTranslation('admin');
  const { t: d } = useTranslation('desk');
  const search = useSearch({ from: '/signed-in/admin/letters' });
  const found = useAsk(listDeliveries, { query: {
    limit: 50, ...(search.q && { q: search.q }), ...(search.state && { state: search.state }),
    ...(search.cursor && { cursor: search.cursor }),
  } });
  const filter = { q: search.q, state: search.state };
  return (
    <>
      <PageHead title={t('deliveries.title')} />
      <div className="stack">
        <Filter />
        <ProblemNote problem={found.error} />
        {found.isPending && <Skeleton />}
        {found.data?.items.length === 0 && <div className="card"><Empty title={t('deliveries.empty')}>{t('deliveries.emptyText')}</Empty></div>}
        {found.data && found.data.items.length > 0 && (
          <div className="card">
            <table className="tbl records">
              <thead>
                <tr>
                  <th scope="col">{t('deliveries.to')}</th>
                  <th scope="col">{t('deliveries.letter')}</th>
                  <th scope="col">{t('deliveries.state')}</th>
                  <th scope="col">{t('deliveries.at')}</th>
                  <th scope="col">{t('deliveries.problem')}</th>
                </tr>
              </thead>
              <tbody>{found.data.items.map((x) => <Row key={x.id} one={x} />)}</tbody>
            </table>
          </div>
        )}
        <Pager
          first={search.cursor && <Link to="/admin/letters" search={filter}>{d('first')}</Link>}
          next={found.data?.nextCursor && <Link
            to="/admin/letters" search={{ ...filter, cursor: found.data.nextCursor }}
          >{d('next')}</Link>}
        />
      </div>
    </>
  );
}

function Filter(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/admin/letters' });
  const [q, setQ] = useState(search.q ?? '');
  const [state, setState] = useState<LetterState | ''>(search.state ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/admin/letters', search: { q: q.trim() || undefined, state: state || undefined } });
  };
  return (
    <form className="deskbar searchbar" role="search" aria-label={t('deliveries.filter')} onSubmit={submit}>
      <TextInput
        type="search" label={t('deliveries.searchLabel')} value={q} onChange={(e) => setQ(e.currentTarget.value)} maxLength={200}
      />
      <NativeSelect label={t('deliveries.state')} value={state} onChange={(e) => setState(e.currentTarget.value as LetterState | '')}>
        <option value="">{t('deliveries.all')}</option>
        {LETTER_STATES.map((s) => <option key={s} value={s}>{t(`deliveries.states.${s}`)}</option>)}
      </NativeSelect>
      <button className="btn two" type="submit">{t('search')}</button>
    </form>
  );
}

function Row({ one }: { one: Delivery }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const resend = useSend(resendLetter, [listDeliveries]);
  return (
    <tr>
      <th scope="row">{one.email}<span className="under" lang={one.language}>{LANGUAGE_NAMES[one.language]}</span></th>
      <td>{isTemplate(one.template) ? t(`templates.${one.template}`) : one.template}</td>
      <td>
        <span className={`tag ${KINDS[one.state]}`}>{t(`deliveries.states.${one.state}`)}</span>
        <span className="under">{t('deliveries.attempts', { number: one.attempts })}</span>
      </td>
      <td>{dayAndClock(one.sentAt ?? one.at, language)}</td>
      <td>
        {one.problem ?? '–'}
        {RESENDABLE.includes(one.state) && <p>
          <button
            className="btn two" type="button" disabled={resend.isPending}
            aria-label={t('deliveries.resendTo', { email: one.email })} onClick={() => resend.mutate({ params: { id: one.id } })}
          >
            {t('deliveries.resend')}
          </button>
        </p>}
        <ProblemNote problem={resend.error} />
      </td>
    </tr>
  );
}
