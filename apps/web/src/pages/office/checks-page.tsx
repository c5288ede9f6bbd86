import { listApplications, readChecks } from '#libs/applications/shared/contract';
import type { Result } from '#libs/kernel';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ApplicationStateTag } from '../../components/application-state.js';
import { Icon } from '../../components/icon.js';
import { ProblemNote } from '../../components/note.js';
import { SideMark } from '../../components/side-mark.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Title } from '../../components/title.js';
import { Words } from '../../components/words.js';
import { money } from '../../format/numbers.js';
import { themeName } from '../desk/call-texts.js';
import { Pager } from '../desk/desk.js';
import { CallDesk, type OfCall } from './call-desk.js';

const PAGE = 25;
type Summary = Result<typeof listApplications>['items'][number];

/** Submitted applications with own side's check. */
export function ChecksPage(): ReactNode {
  return <CallDesk tab="checks">{(of) => <Checks {...of} />}</CallDesk>;
}

function Checks({ call, side }: OfCall): ReactNode {
  const { t } = useTranslation('office');
  const { t: d } = useTranslation('desk');
  const { cursor } = useSearch({ from: '/signed-in/office/calls/$callId/checks' });
  const found = useAsk(listApplications, { query: { callId: call.id, limit: PAGE, ...(cursor && { cursor }) } });
  const items = (found.data?.items ?? []).filter((a) => a.number !== null);
  const params = { callId: call.id };
  return (
    <>
      <p className="sec measure">{t('checks.text')}</p>
      <ProblemNote problem={found.error} />
      {found.isPending && <Skeleton />}
      {found.data && items.length === 0 && <div className="card"><Empty title={t('checks.empty')}>{t('checks.emptyText')}</Empty></div>}
      {items.length > 0 && (
        <section className="card">
          <table className="tbl records">
            <thead>
              <tr>
                <th scope="col">{t('application')}</th>
                <th scope="col">{t('checks.leads')}</th>
                <th scope="col" className="num">{t('requested')}</th>
                <th scope="col">{t('checks.own')}</th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>{items.map((a) => <Row key={a.id} one={a} call={call} side={side} />)}</tbody>
          </table>
        </section>
      )}
      <Pager
        first={cursor && <Link to="/office/calls/$callId/checks" params={params}>{d('first')}</Link>}
        next={found.data?.nextCursor && <Link to="/office/calls/$callId/checks" params={params} search={{ cursor: found.data.nextCursor }}>
          {d('next')}
        </Link>}
      />
    </>
  );
}

function Row({ one, call, side }: OfCall & { one: Summary }): ReactNode {
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">
        <Link to="/office/calls/$callId/checks/$applicationId" params={{ callId: call.id, applicationId: one.id }}>
          <Title of={one} />
        </Link>
        <span className="under">{one.number} · {themeName(call, one.theme, language)}</span>
      </th>
      <td>
        {(['KG', 'CN'] as const).map((s) => <span className="pt" key={s}>
          <SideMark side={s} />
          <span>{one.leads[s] ? <Words>{one.leads[s]}</Words> : '–'}</span>
        </span>)}
      </td>
      <td className="num">{money(one.requested, language)}</td>
      <td><OwnCheck id={one.id} side={side} /></td>
      <td><ApplicationStateTag state={one.state} /></td>
    </tr>
  );
}

function OwnCheck({ id, side }: { id: string; side: OfCall['side'] }): ReactNode {
  const { t } = useTranslation('office');
  const checks = useAsk(readChecks, { params: { id } });
  const own = checks.data?.checks.find((c) => c.side === side);
  if (!checks.data) return '–';
  if (own) return <span className={own.verdict === 'pass' ? 'tag ok' : 'tag bad'}>
    <Icon name={own.verdict === 'pass' ? 'check' : 'mark'} />
    {t(`checks.verdicts.${own.verdict}`)}
  </span>;
  return checks.data.can.file.ok ? <span className="tag warn">{t('checks.toDo')}</span> : <span className="sec">–</span>;
}
