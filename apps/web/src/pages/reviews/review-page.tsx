import { readMyAssignment } from '#libs/assignment/shared/contract';
import { readReview } from '#libs/scoring/shared/contract';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { SaveStatus } from '../application/save-status.js';
import { ownTitle } from '../../format/titles.js';
import type { Call } from '../calls/types.js';
import { themeName, useCallByCode } from '../desk/call-texts.js';
import { Desk } from '../desk/desk.js';
import { Dossier } from './dossier.js';
import { Invitation } from './invitation.js';
import type { Review } from './review-fields.js';
import { ReviewForm } from './review-form.js';
import { ReviewReceipt } from './review-receipt.js';
import { statusOf, useReviewDraft, type MyAssignment } from './use-review.js';
import './reviews.css';

/** One own assignment: the invitation, then the dossier beside the review, then the receipt. */
export function ReviewPage(): ReactNode {
  const { t } = useTranslation('reviews');
  const { assignmentId } = useParams({ from: '/signed-in/reviews/$assignmentId' });
  const found = useAsk(readMyAssignment, { params: { id: assignmentId } });
  if (found.error && !found.data) throw found.error;
  if (!found.data) return <Skeleton />;
  const status = statusOf(found.data);
  return (
    <Desk>
      {status === 'to-answer' && <><Head one={found.data} /><Invitation one={found.data} /></>}
      {(status === 'declined' || status === 'void') && <><Head one={found.data} /><Note>{t(`closed.${status}`)}</Note></>}
      {(status === 'to-write' || status === 'submitted') && <Reviewing key={assignmentId} one={found.data} />}
    </Desk>
  );
}

function Head({ one, aside }: { one: MyAssignment; aside?: ReactNode }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const call = useCallByCode(one.callCode);
  const title = ownTitle(one, language);
  return (
    <PageHead
      title={title.text} lang={title.lang} aside={aside} crumbs={[<Link key="all" to="/reviews">{t('title')}</Link>]}
      eyebrow={`${one.number} · ${themeName(call, one.theme, language)}`}
    />
  );
}

function Reviewing({ one }: { one: MyAssignment }): ReactNode {
  const call = useCallByCode(one.callCode);
  const review = useAsk(readReview, { params: { id: one.id } });
  if (review.error && !review.data) throw review.error;
  if (!review.data || !call) return <Skeleton lines={7} />;
  if (review.data.state === 'draft') return <Writing one={one} call={call} review={review.data} />;
  return <><Head one={one} /><Beside one={one} call={call}><ReviewReceipt review={review.data} call={call} /></Beside></>;
}

function Writing({ one, call, review }: { one: MyAssignment; call: Call; review: Review }): ReactNode {
  const { view, keeper } = useReviewDraft(review, call.content.criteria);
  return (
    <>
      <Head one={one} aside={view.state.kind !== 'clean' && <SaveStatus state={view.state} updatedAt="" />} />
      <Beside one={one} call={call}><ReviewForm id={one.id} call={call} view={view} keeper={keeper} /></Beside>
    </>
  );
}

/** The dossier left, the review right; on narrow screens one below the other, with links to both. */
function Beside({ one, call, children }: { one: MyAssignment; call: Call; children: ReactNode }): ReactNode {
  const { t } = useTranslation('reviews');
  return (
    <>
      <nav className="jump" aria-label={t('jump')}><a href="#dossier">{t('dossier.title')}</a><a href="#review">{t('form.title')}</a></nav>
      <div className="split"><Dossier one={one} call={call} />{children}</div>
    </>
  );
}
