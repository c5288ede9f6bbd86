import { exportRegisterCsv, exportRegisterJson, listRegister } from '#libs/awards/shared/contract';
import { formatFen, parseFen, urlOf } from '#libs/kernel';
import { NativeSelect, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { API_BASE } from '../../api/client.js';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { AwardTable, type Award } from '../../components/award-table.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { money } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import './awards.css';

const PAGE = 20;

/** The public register; its address carries search and filter. */
export function RegisterPage(): ReactNode {
  const { t } = useTranslation('awards');
  const language = useLanguage();
  const search = useSearch({ from: '/awards' });
  const selection = { ...(search.q && { q: search.q }), ...(search.theme && { theme: search.theme }), ...(search.call && { callId: search.call }) };
  const filtered = Object.keys(selection).length > 0;
  const found = useAsk(listRegister, { query: { limit: PAGE, ...selection, ...(search.cursor && { cursor: search.cursor }) } });
  const all = useAsk(listRegister, { query: { limit: 200 } });
  const themes = themesOf(all.data?.items ?? []);
  const sum = (all.data?.items ?? []).reduce((total, a) => total + (parseFen(a.amount.amount) ?? 0), 0);
  return (
    <>
      <PageHead title={t('title')} meta={<span>{t('text')}</span>} />
      <Filter key={`${search.q ?? ''}|${search.theme ?? ''}|${search.call ?? ''}`} themes={themes} calls={callsOf(all.data?.items ?? [])} />
      <ProblemNote problem={found.error} />
      {found.isPending && <Skeleton />}
      {found.data && (
        <section aria-labelledby="found">
          <h2 id="found">
            {all.data && !filtered && all.data.nextCursor === null
              ? t('totals', { count: all.data.items.length, sum: money({ amount: formatFen(sum), currency: 'CNY' }, language) })
              : t('results')}
          </h2>
          {found.data.items.length > 0 ? (
            <AwardTable awards={found.data.items} />
          ) : (
            <Empty title={t('empty')}>{t(filtered ? 'emptyFiltered' : 'emptyText')}</Empty>
          )}
          <p className="acts pager">
            {search.cursor && (
              <Link to="/awards" search={{ ...search, cursor: undefined }}>
                {t('first')}
              </Link>
            )}
            {found.data.nextCursor && (
              <Link to="/awards" search={{ ...search, cursor: found.data.nextCursor }}>
                {t('next')}
              </Link>
            )}
          </p>
          {found.data.items.length > 0 && (
            <p className="sm downloads">
              {t('download')}{' '}
              <a href={urlOf(exportRegisterCsv, { query: selection }, API_BASE)} download="awards.csv">{t('csv')}</a>{' '}
              <a href={urlOf(exportRegisterJson, { query: selection }, API_BASE)} download="awards.json">{t('json')}</a>
            </p>
          )}
        </section>
      )}
      {themes.length > 0 && <ByTheme themes={themes} />}
    </>
  );
}

interface ThemeCount {
  code: string;
  names: Award['theme']['names'];
  count: number;
}

function themesOf(awards: readonly Award[]): ThemeCount[] {
  const found = new Map<string, ThemeCount>();
  for (const { theme } of awards) {
    const one = found.get(theme.code);
    if (one) one.count += 1;
    else found.set(theme.code, { ...theme, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** Calls that have awards, by their code. */
function callsOf(awards: readonly Award[]): [id: string, code: string][] {
  return [...new Map(awards.map((a) => [a.callId, a.callCode]))].sort((a, b) => b[1].localeCompare(a[1]));
}

function Filter({ themes, calls }: { themes: readonly ThemeCount[]; calls: readonly [id: string, code: string][] }): ReactNode {
  const { t } = useTranslation('awards');
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: '/awards' });
  const [q, setQ] = useState(search.q ?? '');
  const [theme, setTheme] = useState(search.theme ?? '');
  const [call, setCall] = useState(search.call ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/awards', search: { q: q || undefined, theme: theme || undefined, call: call || undefined } });
  };
  return (
    <form className="filters" role="search" aria-label={t('filter')} onSubmit={submit}>
      <TextInput type="search" label={t('search')} value={q} onChange={(e) => setQ(e.currentTarget.value)} maxLength={200} />
      <NativeSelect label={t('theme')} value={theme} onChange={(e) => setTheme(e.currentTarget.value)}>
        <option value="">{t('allThemes')}</option>
        {themes.map((x) => (
          <option key={x.code} value={x.code}>
            {textIn(x.names, language)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect label={t('call')} value={call} onChange={(e) => setCall(e.currentTarget.value)}>
        <option value="">{t('allCalls')}</option>
        {calls.map(([id, code]) => <option key={id} value={id}>{code}</option>)}
      </NativeSelect>
      <button className="btn two" type="submit">
        {t('apply')}
      </button>
    </form>
  );
}

function ByTheme({ themes }: { themes: readonly ThemeCount[] }): ReactNode {
  const { t } = useTranslation('awards');
  const language = useLanguage();
  const most = Math.max(...themes.map((x) => x.count));
  return (
    <section className="bythemes">
      <h2>{t('byTheme')}</h2>
      <ul className="bars">
        {themes.map((x) => (
          <li key={x.code}>
            <span>{textIn(x.names, language)}</span>
            <b className="num">{x.count}</b>
            <span className="tr" aria-hidden="true">
              <i style={{ width: `${(100 * x.count) / most}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
