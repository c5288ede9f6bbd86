import { listPeople } from '#libs/identity/shared/contract';
import { displayName, type Result } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useMe } from '../../app/session.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { SideMark } from '../../components/side-mark.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { Desk, holds, Pager } from '../desk/desk.js';
import { AccountActs } from './account-acts.js';
import { GrantRole, IssueCode, RoleTag } from './person-acts.js';
import './admin.css';

export type Person = Result<typeof listPeople>['items'][number];
const PAGE = 50;

/** Accounts with their roles; the address carries the search. */
export function PeoplePage(): ReactNode {
  return <Desk roles={['administrator', 'officer']}><People /></Desk>;
}

function People(): ReactNode {
  const { t } = useTranslation('admin');
  const { t: d } = useTranslation('desk');
  const search = useSearch({ from: '/signed-in/admin/people' });
  const found = useAsk(listPeople, { query: {
    limit: PAGE, ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }),
  } });
  return (
    <>
      <PageHead title={t('people.title')} />
      <div className="stack">
        <Search />
        <ProblemNote problem={found.error} />
        {found.isPending && <Skeleton />}
        {found.data?.items.length === 0 && <div className="card"><Empty title={t('people.empty')}>{t('people.emptyText')}</Empty></div>}
        {found.data && found.data.items.length > 0 && <div className="card"><Table people={found.data.items} /></div>}
        <Pager
          first={search.cursor && <Link to="/admin/people" search={{ q: search.q }}>{d('first')}</Link>}
          next={found.data?.nextCursor && <Link
            to="/admin/people" search={{ q: search.q, cursor: found.data.nextCursor }}
          >{d('next')}</Link>}
        />
      </div>
    </>
  );
}

function Search(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/admin/people' });
  const [q, setQ] = useState(search.q ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/admin/people', search: { q: q.trim() || undefined } });
  };
  return (
    <form className="deskbar searchbar" role="search" aria-label={t('people.search')} onSubmit={submit}>
      <TextInput type="search" label={t('people.searchLabel')} value={q} onChange={(e) => setQ(e.currentTarget.value)} maxLength={200} />
      <button className="btn two" type="submit">{t('search')}</button>
    </form>
  );
}

function Table({ people }: { people: readonly Person[] }): ReactNode {
  const { t } = useTranslation('admin');
  const me = useMe();
  const grants = holds(me, 'administrator');
  return (
    <table className="tbl records">
      <thead>
        <tr>
          <th scope="col">{t('people.person')}</th>
          <th scope="col">{t('people.institution')}</th>
          <th scope="col">{t('people.account')}</th>
          <th scope="col">{t('people.roles')}</th>
          <th scope="col">{t('people.acts')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((p) => (
          <tr key={p.id}>
            <th scope="row"><Words>{displayName(p)}</Words><span className="under">{p.email}</span></th>
            <td><SideMark side={p.side} /> <Words>{p.institution}</Words></td>
            <td><span className={p.state === 'active' ? 'tag ok' : 'tag'}>{t(`people.states.${p.state}`)}</span></td>
            <td>
              <span className="roles">
                {p.roles.length === 0
                  ? '–'
                  : p.roles.map((r) => <RoleTag key={r.role} person={p} role={r} revocable={grants && p.id !== me?.id} />)}
              </span>
            </td>
            <td><span className="roles">{grants && p.id !== me?.id && <GrantRole person={p} />}<IssueCode person={p} />{grants && p.id !== me?.id && <AccountActs person={p} />}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
