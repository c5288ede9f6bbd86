import { CRITERIA } from '#libs/calls/shared/default-criteria';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n.js';
import { number } from '../../../format/numbers.js';
import { textIn } from '../../../format/texts.js';
import { meantScores, multi, newKey, wholeScores, type CriterionFields } from './call-fields.js';
import { Entries } from './entries.js';
import { weightSum } from './faults.js';
import { Line, TextsField } from './parts.js';
import type { SectionProps } from './sections.js';

const FIGURES = ['weight', 'min', 'max', 'step', 'threshold'] as const;

/** Criteria with their weights, whose sum is told while it is typed, and the meaning of each whole score. */
export function Criteria({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  const language = useLanguage();
  const sum = weightSum(f);
  return (
    <>
      <p className={sum === 100 ? 'sm sec' : 'sm errline'} role="status">
        {t(sum === 100 ? 'sumRight' : 'sumWrong', { sum: Number.isFinite(sum) ? number(sum, language, 6) : '–' })}
      </p>
      <Entries
        list="criteria" items={f.criteria} onChange={(criteria) => set({ criteria })} nameOf={(k) => (k.names.en === '' ? '' : `${textIn(k.names, language)} · ${k.weight} %`)}
        add={{ label: t('addCriterion'), make: () => ({ key: newKey(), code: '', names: multi(), weight: '', min: '0', max: '5', step: '0.5', threshold: '3', meanings: {} }) }}
      >
        {(k, place, change) => (
          <>
            <Line place={`${place}.code`} label={c('fields.code')} hint={t('codeHint')} value={k.code} onChange={(code) => change({ code })} />
            <TextsField place={`${place}.names`} label={t('names.names')} value={k.names} onChange={(names) => change({ names })} />
            <div className="figures five">
              {FIGURES.map((figure) => <Line
                key={figure} place={`${place}.${figure}`} className="" label={t(`names.${figure}`)} mode="decimal" value={k[figure]} onChange={(text) => change({ [figure]: text })}
              />)}
            </div>
            <Meanings criterion={k} place={place} change={change} />
          </>
        )}
      </Entries>
    </>
  );
}

function Meanings({ criterion: k, place, change }: { criterion: CriterionFields; place: string; change: (part: Partial<CriterionFields>) => void }): ReactNode {
  const { t } = useTranslation('builder');
  const meant = meantScores(k);
  const standard = CRITERIA.find((c) => c.code === k.code)?.descriptors ?? [];
  const fill = () => change({ meanings: Object.fromEntries(standard.map((d) => [String(d.score), multi(d.texts)])) });
  return (
    <details className="meanings">
      <summary>{t('meanings', { number: meant.length, of: wholeScores(k).length })}</summary>
      <p className="sm sec">{t('meaningsHint')}</p>
      {meant.length === 0 && standard.length > 0 && <p className="acts"><button type="button" className="btn two s" onClick={fill}>{t('standardMeanings')}</button></p>}
      {wholeScores(k).map((score) => {
        const sent = meant.indexOf(score);
        return <TextsField
          key={score} place={sent < 0 ? `${place}.meaning.${score}` : `${place}.descriptors.${sent}.texts`} label={t('score', { score })} long
          value={k.meanings[score] ?? multi()} onChange={(texts) => change({ meanings: { ...k.meanings, [score]: texts } })}
        />;
      })}
    </details>
  );
}
