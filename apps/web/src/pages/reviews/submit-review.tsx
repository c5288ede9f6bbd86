import { submitReview } from '#libs/scoring/shared/contract';
import { reviewOverall } from '#libs/scoring/shared/rules';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note } from '../../components/note.js';
import { number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Fields } from '../application/section-draft.js';
import type { Call } from '../calls/types.js';
import { Confirm } from '../desk/confirm.js';
import { draftOf } from './review-fields.js';
import type { ReviewKeeper } from './use-review.js';
import { useKeepReview } from './use-review.js';

/** The one button that sends a review: first what will be sent, then the act. */
export function SubmitReview({ fields, call, keeper, id }: { fields: Fields; call: Call; keeper: ReviewKeeper; id: string }): ReactNode {
  const { t } = useTranslation('reviews');
  const [asking, setAsking] = useState(false);
  const keep = useKeepReview();
  const send = useSend(submitReview, [], keep);
  const draft = draftOf(fields, call.content.criteria);
  const ready = call.content.criteria.every((k) => draft.scores[k.code] !== undefined);
  const submit = async () => {
    if (await keeper.save()) send.mutate({ params: { id } });
    else setAsking(false);
  };
  const open = () => {
    send.reset();
    void keeper.save();
    setAsking(true);
  };
  return (
    <>
      <button className="btn" type="button" onClick={open}>{t('submit.check')}</button>
      <Confirm
        opened={asking} onClose={() => setAsking(false)} title={t('submit.title')} action={t('submit.now')} ready={ready}
        pending={send.isPending} problem={send.error} onConfirm={() => void submit()}
      >
        <Summary draft={draft} call={call} onGo={() => setAsking(false)} />
        <p>{t('submit.final')}</p>
      </Confirm>
    </>
  );
}

function Summary({ draft, call, onGo }: { draft: ReturnType<typeof draftOf>; call: Call; onGo: () => void }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const { criteria } = call.content;
  const missing = criteria.filter((k) => draft.scores[k.code] === undefined);
  const overall = reviewOverall(criteria, draft.scores);
  return (
    <>
      {missing.length > 0 && (
        <Note kind="bad">
          <b>{t('submit.missing')}</b>
          <ul>{missing.map((k) => <li key={k.code}><a href={`#c-${k.code}`} onClick={onGo}>{textIn(k.names, language)}</a></li>)}</ul>
        </Note>
      )}
      <dl className="rows close">
        {criteria.map((k) => <div key={k.code}>
          <dt>{textIn(k.names, language)}, {percent(k.weight, language)}</dt>
          <dd className="strong">
            {draft.scores[k.code] === undefined ? t('submit.noScore') : number(draft.scores[k.code] ?? 0, language)}
          </dd>
        </div>)}
        <div><dt>{t('submit.overall')}</dt><dd className="strong">{overall === null ? '–' : number(overall, language)}</dd></div>
        <div>
          <dt>{t('form.toApplicants')}</dt>
          <dd>
            {draft.commentToApplicants.trim() === ''
              ? t('submit.empty')
              : t('submit.characters', { count: draft.commentToApplicants.trim().length })}
          </dd>
        </div>
        <div>
          <dt>{t('form.toPanel')}</dt>
          <dd>
            {draft.commentToPanel.trim() === '' ? t('submit.empty') : t('submit.characters', { count: draft.commentToPanel.trim().length })}
          </dd>
        </div>
        <div>
          <dt>{t('form.competence')}</dt>
          <dd>{draft.competence === null ? t('submit.notGiven') : t(`form.competences.${draft.competence as 1}`)}</dd>
        </div>
      </dl>
    </>
  );
}
