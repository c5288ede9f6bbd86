import { listMyAssignments } from '#libs/assignment/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { Title } from '../../components/title.js';
import { day } from '../../format/dates.js';
import { themeName, useCallByCode } from '../desk/call-texts.js';
import { Desk } from '../desk/desk.js';
import { statusOf, type MyAssignment, type ReviewStatus } from './use-review.js';

const GROUPS: readonly { title: 'toAnswer' | 'toWrite' | 'done'; holds: readonly ReviewStatus[] }[] = [
  { title: 'toAnswer', holds: ['to-answer'] }, { title: 'toWrite', holds: ['to-write'] }, { title: 'done', holds: ['submitted', 'declined', 'void'] },
];
const KINDS: Record<ReviewStatus, string> = { 'to-answer': 'warn', 'to-write': 'open', submitted: 'ok', declined: '', void: '' };

/** Own invitations and reviews, the ones that wait first. */
export function ReviewsPage(): ReactNode {
  const { t } = useTranslation('reviews');
  const mine = useAsk(listMyAssignments, {});
  const items = mine.data?.items ?? [];
  return (
    <Desk>
      <PageHead title={t('title')} />
      <ProblemNote problem={mine.error} />
      {mine.isPending && <Skeleton />}
      {mine.data && items.length === 0 && <div className="card"><Empty title={t('empty')}>{t('emptyText')}</Empty></div>}
      <div className="stack">
        {GROUPS.map((group) => {
          const held = items.filter((x) => group.holds.includes(statusOf(x)));
          return held.length > 0 && <section key={group.title} className="card">
            <h2>{t(`groups.${group.title}`, { count: held.length })}</h2>
            <Rows items={held} />
          </section>;
        })}
      </div>
    </Desk>
  );
}

function Rows({ items }: { items: readonly MyAssignment[] }): ReactNode {
  const { t } = useTranslation('reviews');
  return (
    <table className="tbl records wide">
      <thead>
        <tr>
          <th scope="col">{t('application')}</th>
          <th scope="col">{t('theme')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('state')}</th>
        </tr>
      </thead>
      <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
    </table>
  );
}

function Row({ one }: { one: MyAssignment }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const call = useCallByCode(one.callCode);
  const status = statusOf(one);
  return (
    <tr>
      <th scope="row">
        <Link to="/reviews/$assignmentId" params={{ assignmentId: one.id }}><Title of={one} /></Link>
        <span className="under">{one.number}</span>
      </th>
      <td>{themeName(call, one.theme, language)}<span className="under">{one.callCode}</span></td>
      <td>{day(one.publishedAt, language)}</td>
      <td><span className={`tag ${KINDS[status]}`}>{t(`states.${status}`)}</span></td>
    </tr>
  );
}
