import { listAudit, verifyAudit } from '#libs/identity/shared/audit-contract';
import type { Result } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note, ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { clock, day } from '../../format/dates.js';
import { number } from '../../format/numbers.js';
import { Desk, Pager } from '../desk/desk.js';
import './audit.css';

type Entry = Result<typeof listAudit>['items'][number];

/** The audit trail, newest first, with the check of its chains. */
export function AuditPage(): ReactNode {
  return <Desk roles={['auditor']}><Audit /></Desk>;
}

function Audit(): ReactNode {
  const { t } = useTranslation('admin');
  const { t: d } = useTranslation('desk');
  const search = useSearch({ from: '/signed-in/audit' });
  const found = useAsk(listAudit, { query: {
    limit: 50, ...(search.stream && { stream: search.stream }), ...(search.cursor && { cursor: search.cursor }),
  } });
  const verify = useSend(verifyAudit);
  return (
    <>
      <PageHead
        title={t('audit.title')} meta={<span>{t('audit.text')}</span>}
        aside={<button className="btn" type="button" disabled={verify.isPending} onClick={() => verify.mutate({})}>
          {t(verify.isPending ? 'audit.verifying' : 'audit.verify')}
        </button>}
      />
      <div className="stack">
        <ProblemNote problem={verify.error} />
        {verify.data && <Report report={verify.data} />}
        <Filter key={search.stream ?? ''} />
        <ProblemNote problem={found.error} />
        {found.isPending && <Skeleton />}
        {found.data?.items.length === 0 && <div className="card"><Empty title={t('audit.empty')}>{t('audit.emptyText')}</Empty></div>}
        {found.data && found.data.items.length > 0 && (
          <div className="card">
            <table className="tbl records audit">
              <thead>
                <tr>
                  <th scope="col">{t('audit.at')}</th>
                  <th scope="col">{t('audit.action')}</th>
                  <th scope="col">{t('audit.stream')}</th>
                  <th scope="col">{t('audit.data')}</th>
                </tr>
              </thead>
              <tbody>{found.data.items.map((e) => <Row key={e.hash} one={e} />)}</tbody>
            </table>
          </div>
        )}
        <Pager
          first={search.cursor && <Link to="/audit" search={{ stream: search.stream }}>{d('first')}</Link>}
          next={found.data?.nextCursor && <Link
            to="/audit" search={{ stream: search.stream, cursor: found.data.nextCursor }}
          >{d('next')}</Link>}
        />
      </div>
    </>
  );
}

function Report({ report }: { report: Result<typeof verifyAudit> }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <Note kind={report.verified ? 'ok' : 'bad'} live>
      <b>{t(report.verified ? 'audit.verified' : 'audit.faulty')}</b>
      <p>{t('audit.counted', { entries: number(report.entries, language), roots: number(report.roots, language) })}</p>
      <p>{t('audit.head')} <span className="mono">{report.head}</span></p>
      {report.faults.length > 0 && <ul>{report.faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>}
    </Note>
  );
}

function Filter(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/audit' });
  const [stream, setStream] = useState(search.stream ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/audit', search: { stream: stream.trim() || undefined } });
  };
  return (
    <form className="deskbar searchbar" role="search" aria-label={t('audit.filter')} onSubmit={submit}>
      <TextInput
        label={t('audit.streamLabel')} description={t('audit.streamHint')} value={stream}
        onChange={(e) => setStream(e.currentTarget.value)} maxLength={120}
      />
      <button className="btn two" type="submit">{t('search')}</button>
      {search.stream && <Link to="/audit" search={{}}>{t('audit.clear')}</Link>}
    </form>
  );
}

function Row({ one }: { one: Entry }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <tr>
      <td className="nw">{day(one.at, language)}<span className="under">{clock(one.at, { seconds: true })}</span></td>
      <th scope="row">
        {one.action}
        <span className="under">{one.actor ? t('audit.by', { actor: one.actor.slice(0, 8) }) : t('audit.system')}</span>
      </th>
      <td><Link to="/audit" search={{ stream: one.stream }}>{one.stream}</Link><span className="under">№ {one.seq}</span></td>
      <td><span className="mono">{one.data}</span><span className="under mono">{one.hash}</span></td>
    </tr>
  );
}
