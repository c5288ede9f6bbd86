import { LANGUAGES, type Problem } from '#libs/kernel';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES } from '../../../app/i18n.js';
import { Note, ProblemNote } from '../../../components/note.js';
import type { Faults } from './faults.js';
import { idOf } from './parts.js';

/** Names a place of the form in words: the parts of its path, entries by their number. */
export function usePlaceName(): (place: string) => string {
  const { t, i18n } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  return (place) => place.split('.').filter((part) => part !== 'texts').map((part) => {
    if (/^\d+$/.test(part)) return String(Number(part) + 1);
    const language = LANGUAGES.find((l) => l === part);
    if (language) return LANGUAGE_NAMES[language];
    if (i18n.exists(`calls:fields.${part}`)) return c(`fields.${part as 'code'}`);
    return i18n.exists(`builder:names.${part}`) ? t(`names.${part as 'names'}`) : part;
  }).join(' · ');
}

/** Opens what is folded around a field and brings the focus to it. */
function goTo(event: MouseEvent, place: string): void {
  event.preventDefault();
  let target: HTMLElement | null = null;
  for (let parts = place.split('.'); parts.length > 0 && !target; parts = parts.slice(0, -1)) target = document.getElementById(idOf(parts.join('.')));
  for (let around = target?.parentElement; around; around = around.parentElement) if (around instanceof HTMLDetailsElement) around.open = true;
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}

/** Everything that is wrong, each with a link to its field; takes the focus after each attempt to send, and never while somebody types. */
export function FaultSummary({ faults, problem, attempt }: { faults: Faults; problem: Problem | null; attempt: string }): ReactNode {
  const { t } = useTranslation('builder');
  const nameOf = usePlaceName();
  const box = useRef<HTMLDivElement>(null);
  const shown = faults.size > 0 || problem !== null;
  useEffect(() => { if (attempt !== '') box.current?.focus(); }, [attempt]);
  return (
    <div ref={box} tabIndex={-1}>
      {shown && (faults.size === 0 ? <ProblemNote problem={problem} /> : (
        <Note kind="bad" live>
          <b>{t('fix')}</b>
          <ul>
            {[...faults].map(([place, text]) => <li key={place}><a href={`#${idOf(place)}`} onClick={(e) => goTo(e, place)}>{nameOf(place)}</a>: {text}</li>)}
          </ul>
        </Note>
      ))}
    </div>
  );
}
