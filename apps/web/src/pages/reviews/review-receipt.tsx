import { readOtherReviews } from '#libs/scoring/shared/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Icon } from '../../components/icon.js';
import { Note, ProblemNote } from '../../components/note.js';
import { dayAndClock } from '../../format/dates.js';
import { number } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import type { Review } from './review-fields.js';

/** The submitted review as it stands, and the other reviews of the application by number. */
export function ReviewReceipt({ review, call }: { review: Review; call: Call }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  return (
    <section id="review" tabIndex={-1} aria-label={t('form.title')}>
      <div className="reviewform" tabIndex={0} role="region" aria-label={t('receipt.title')}>
        <Note kind="ok">
          <b>{t('receipt.title')}</b>
          {review.submittedAt && <p>{t('receipt.at', { at: dayAndClock(review.submittedAt, language) })}</p>}
        </Note>
        <div>
          <h2>{t('form.title')}</h2>
          <Scores call={call} scores={review.scores} overall={review.overall} />
        </div>
        <div className="crit">
          <h3>{t('form.toApplicants')} <span className="tag">{t('form.applicantsRead')}</span></h3>
          <p className="pre">{review.commentToApplicants || t('submit.empty')}</p>
        </div>
        <div className="sealedtext">
          <h3>{t('form.toPanel')} <span className="tag"><Icon name="lock" />{t('form.panelOnly')}</span></h3>
          <p className="pre">{review.commentToPanel || t('submit.empty')}</p>
        </div>
        <Others id={review.assignmentId} call={call} />
      </div>
    </section>
  );
}

function Scores({ call, scores, overall }: { call: Call; scores: Review['scores']; overall: number | null }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  return (
    <dl className="rows close">
      {call.content.criteria.map((k) => <div key={k.code}>
        <dt>{textIn(k.names, language)}</dt>
        <dd className="strong">{scores[k.code] === undefined ? '–' : number(scores[k.code] ?? 0, language)}</dd>
      </div>)}
      <div><dt>{t('submit.overall')}</dt><dd className="strong">{overall === null ? '–' : number(overall, language)}</dd></div>
    </dl>
  );
}

function Others({ id, call }: { id: string; call: Call }): ReactNode {
  const { t } = useTranslation('reviews');
  const others = useAsk(readOtherReviews, { params: { id } });
  return (
    <div className="crit">
      <h2>{t('others.title')}</h2>
      <ProblemNote problem={others.error} />
      {others.data?.items.length === 0 && <p className="sec">{t('others.none')}</p>}
      {others.data?.items.map((r) => (
        <section className="other" key={r.reviewNumber} aria-label={t('others.number', { number: r.reviewNumber })}>
          <h3>{t('others.number', { number: r.reviewNumber })}</h3>
          <Scores call={call} scores={r.scores} overall={r.overall} />
          {r.commentToPanel && <p className="pre measure">{r.commentToPanel}</p>}
        </section>
      ))}
    </div>
  );
}
