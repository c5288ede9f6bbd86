import { previewLetters } from '#libs/awards/shared/contract';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { LANGUAGE_NAMES } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';

const STEP = 20;

/** The letters of an announcement as they will be sent. */
export function useLetters(id: string) {
  return useAsk(previewLetters, { params: { id } });
}

export function Letters({ letters }: { letters: ReturnType<typeof useLetters> }): ReactNode {
  const { t } = useTranslation('office');
  const [shown, setShown] = useState(STEP);
  if (!letters.data) return letters.error ? <ProblemNote problem={letters.error} /> : <Skeleton lines={3} />;
  return (
    <>
      <p className="strong">{t('letters.sends', { number: letters.data.count })}</p>
      <ul className="letterbox">
        {letters.data.items.slice(0, shown).map((letter) => (
          <li key={letter.email + letter.subject}>
            <details>
              <summary lang={letter.language}>{letter.subject}</summary>
              <p className="pre measure" lang={letter.language}>{letter.text}</p>
            </details>
            <span className="sec">{letter.email}, <span lang={letter.language}>{LANGUAGE_NAMES[letter.language]}</span></span>
          </li>
        ))}
      </ul>
      {letters.data.items.length > shown && <p className="acts pager">
        <button className="btn two" type="button" onClick={() => setShown(shown + 5 * STEP)}>
          {t('letters.more', { number: letters.data.items.length - shown })}
        </button>
      </p>}
    </>
  );
}
