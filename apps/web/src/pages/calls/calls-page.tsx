import { listCalls } from '#libs/calls/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { CallStateTag } from '../../components/call-state.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { SideMark } from '../../components/side-mark.js';
import { Empty, Skeleton } from '../../components/states.js';
import { capitalClock, capitalDay, UTC_OFFSETS } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';

export function CallsPage(): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const calls = useAsk(listCalls, { query: { limit: 100 } });
  return (
    <>
      <PageHead title={t('list.title')} />
      <ProblemNote problem={calls.error} />
      {calls.isPending && <Skeleton />}
      {calls.data?.items.length === 0 && <Empty title={t('list.empty')}>{t('list.emptyText')}</Empty>}
      {calls.data && calls.data.items.length > 0 && (
        <table className="tbl records sm">
          <thead>
            <tr>
              <th scope="col">{t('list.call')}</th>
              <th scope="col">{t('list.state')}</th>
              <th scope="col">{t('list.closes')}</th>
              <th scope="col" className="num">
                {t('list.cap')}
              </th>
            </tr>
          </thead>
          <tbody>
            {calls.data.items.map((call) => (
              <tr key={call.id}>
                <th scope="row">
                  <Link to="/calls/$callId" params={{ callId: call.id }}>
                    {textIn(call.title, language)}
                  </Link>
                  <span className="under">{call.code}</span>
                </th>
                <td>
                  <CallStateTag state={call.state} />
                </td>
                <td>
                  {(['KG', 'CN'] as const).map((side) => (
                    <span className="pt" key={side}>
                      <SideMark side={side} />
                      <span>
                        {capitalDay(call.closesAt, side, language)},{' '}
                        <span className="nw">
                          {capitalClock(call.closesAt, side)} {UTC_OFFSETS[side]}
                        </span>
                      </span>
                    </span>
                  ))}
                </td>
                <td className="num">{money(call.cap, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
