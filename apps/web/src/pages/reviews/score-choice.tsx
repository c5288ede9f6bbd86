import { TextInput } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import { choicesOf, type Criterion } from './review-fields.js';

export interface ScoreChoiceProps {
  criterion: Criterion;
  text: string;
  onScore: (text: string) => void;
  onMove: (by: 1 | -1) => void;
  error?: string | undefined;
}

/** The score of one criterion: one button a step, or a number field where there are too many steps. */
export function ScoreChoice({ criterion, text, onScore, onMove, error }: ScoreChoiceProps): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const choices = choicesOf(criterion);
  const name = textIn(criterion.names, language);
  const facts = t('form.scale', {
    min: number(criterion.min, language), max: number(criterion.max, language), threshold: number(criterion.threshold, language),
  });
  return (
    <fieldset className="crit" id={`c-${criterion.code}`} tabIndex={-1} data-criterion={criterion.code}>
      <legend>{name} <small>{t('form.weight', { share: percent(criterion.weight, language) })}</small></legend>
      {error && <p className="errline">{error}</p>}
      {choices
        ? <Scores criterion={criterion} choices={choices} name={name} text={text} onScore={onScore} onMove={onMove} />
        : <TextInput
          className="short" label={t('form.score', { name })}
          description={t('form.step', { step: number(criterion.step, language, 3) })} inputMode="decimal" value={text}
          onChange={(e) => onScore(e.currentTarget.value)}
        />}
      <Meaning criterion={criterion} text={text} />
      <p className="desc">{facts}</p>
    </fieldset>
  );
}

/** Digits choose while the group has the focus, a full stop adds half a point, J and K go to the next and the previous criterion. */
function Scores({ criterion, choices, name, text, onScore, onMove }: Omit<ScoreChoiceProps, 'error'> & { choices: readonly number[]; name: string }): ReactNode {
  const language = useLanguage();
  const group = useRef<HTMLDivElement>(null);
  const choose = (score: number) => {
    if (!choices.includes(score)) return;
    onScore(String(score));
    group.current?.querySelector<HTMLInputElement>(`input[value="${score}"]`)?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.key.toLowerCase();
    if (/^\d$/.test(pressed)) choose(Number(pressed));
    else if (pressed === '.' || pressed === ',') choose(Math.floor(Number(text || '0')) + 0.5);
    else if (pressed === 'j') onMove(1);
    else if (pressed === 'k') onMove(-1);
    else return;
    event.preventDefault();
  };
  return (
    <div className="scores" role="radiogroup" aria-label={name} ref={group} onKeyDown={key} style={{ '--choices': choices.length }}>
      {choices.map((score) => (
        <label key={score} className={Number.isInteger(score) ? undefined : 'half'}>
          <input
            type="radio" name={`score-${criterion.code}`} value={score} checked={text !== '' && Number(text) === score}
            onChange={() => onScore(String(score))}
          />
          <span>{number(score, language)}</span>
        </label>
      ))}
    </div>
  );
}

/** What the chosen score means, and on request what all of them do. Half points lie between two meanings. */
function Meaning({ criterion, text }: { criterion: Criterion; text: string }): ReactNode {
  const { t } = useTranslation('reviews');
  const language = useLanguage();
  const { descriptors } = criterion;
  if (!descriptors) return null;
  const score = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  const near = [Math.floor(score), Math.ceil(score)].flatMap((whole, n, all) => (n > 0 && whole === all[0] ? [] : descriptors.filter((d) => d.score === whole)));
  const said = (d: (typeof descriptors)[number]) => <li key={d.score}><b>{number(d.score, language)}</b> {textIn(d.texts, language)}</li>;
  return (
    <>
      <ul className="meaning" aria-live="polite">{near.map(said)}</ul>
      <details className="meaning" open={Number.isNaN(score) || undefined}>
        <summary>{t('form.meanings')}</summary>
        <ul>{descriptors.map(said)}</ul>
      </details>
    </>
  );
}
