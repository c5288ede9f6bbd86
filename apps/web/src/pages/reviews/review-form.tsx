import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Icon } from '../../components/icon.js';
import { textIn } from '../../format/texts.js';
import { ClashCard } from '../application/clash-card.js';
import type { View } from '../application/draft-keeper.js';
import type { Fields } from '../application/section-draft.js';
import type { Call } from '../calls/types.js';
import { Choices } from '../desk/choices.js';
import { scoreField, scoresOf, wrongScores } from './review-fields.js';
import { ScoreChoice } from './score-choice.js';
import { SubmitReview } from './submit-review.js';
import type { ReviewKeeper } from './use-review.js';

const COMPETENCE = ['1', '2', '3', '4', '5'] as const;

/** The review beside its dossier; every change saves itself. */
export function ReviewForm({ id, call, view, keeper }: { id: string; call: Call; view: View<Fields>; keeper: ReviewKeeper }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const { criteria } = call.content;
  const { fields } = view;
  const wrong = wrongScores(fields, criteria);
  const given = criteria.filter((k) => scoresOf(fields)[k.code] !== undefined && !wrong.includes(k.code)).length;
  const labelOf = (field: string) => {
    const criterion = criteria.find((k) => scoreField(k.code) === field);
    if (criterion) return textIn(criterion.names, language);
    return field === 'commentToPanel' ? t('form.toPanel') : field === 'commentToApplicants' ? t('form.toApplicants') : t('form.competence');
  };
  return (
    <section id="review" tabIndex={-1} aria-label={t('form.title')}>
      <div className="reviewform">
        <div className="progressline">
          <h2>{t('form.title')}</h2>
          <span className="sec">{t('form.scored', { done: given, all: criteria.length })} <span className="prog" aria-hidden="true">
            {criteria.map((k, at) => <i key={k.code} className={at < given ? 'on' : undefined} />)}
          </span></span>
        </div>
        {view.clashes.map((clash) =>
          <ClashCard
            key={clash.field} clash={clash} label={labelOf(clash.field)} mySide={null}
            joinable={clash.field.startsWith('comment')} onSettle={(text) => keeper.settle(clash.field, text)}
          />)}
        {criteria.map((k, at) => (
          <ScoreChoice
            key={k.code} criterion={k} text={fields[scoreField(k.code)] ?? ''}
            onScore={(text) => keeper.set(scoreField(k.code), text)} onMove={(by) => focusCriterion(criteria[at + by]?.code)}
            error={wrong.includes(k.code) ? t('form.offScale') : undefined}
          />
        ))}
        <div className="crit cm">
          <Textarea
            label={<>{t('form.toApplicants')} <span className="tag">{t('form.applicantsRead')}</span></>}
            value={fields.commentToApplicants ?? ''} onChange={(e) => keeper.set('commentToApplicants', e.currentTarget.value)}
            maxLength={20_000}
          />
        </div>
        <div className="cm panel">
          <Textarea
            label={<>{t('form.toPanel')} <span className="tag"><Icon name="lock" />{t('form.panelOnly')}</span></>}
            value={fields.commentToPanel ?? ''} onChange={(e) => keeper.set('commentToPanel', e.currentTarget.value)}
            maxLength={20_000}
          />
        </div>
        <div className="crit">
          <Choices
            tall label={t('form.competence')} value={(fields.competence ?? '') as '' | (typeof COMPETENCE)[number]}
            onChange={(value) => keeper.set('competence', value)}
            options={[...COMPETENCE].reverse().map((value) => ({ value, text: t(`form.competences.${value}`) }))}
          />
        </div>
      </div>
      <div className="stickyfoot">
        <Keys />
        <SubmitReview fields={fields} call={call} keeper={keeper} id={id} />
      </div>
    </section>
  );
}

function Keys(): ReactNode {
  const { t } = useTranslation('reviews');
  return (
    <ul className="sec keys" aria-label={t('form.keys')}>
      <li><kbd>0</kbd>–<kbd>9</kbd> {t('form.keyScore')}</li>
      <li><kbd>.</kbd> {t('form.keyHalf')}</li>
      <li><kbd>J</kbd> <kbd>K</kbd> {t('form.keyMove')}</li>
    </ul>
  );
}

function focusCriterion(code: string | undefined): void {
  const place = code ? document.getElementById(`c-${code}`) : null;
  place?.scrollIntoView({ block: 'nearest' });
  (place?.querySelector<HTMLInputElement>('input:checked') ?? place?.querySelector<HTMLInputElement>('input'))?.focus();
}
