import { parseFen } from '#libs/kernel';
import { useState, type ReactNode } from 'react';
import { useLanguage } from '../../app/i18n.js';
import { plainAmount, typedAmount } from '../../format/numbers.js';

/** An amount as people type it; outside the field it is shown in the language's form, and kept as a decimal text. */
export function AmountInput({ text, label, onChange }: { text: string; label: string; onChange: (text: string) => void }): ReactNode {
  const language = useLanguage();
  const [typed, setTyped] = useState<string>();
  const fen = parseFen(text);
  const wrong = text !== '' && fen === undefined;
  const shown = typed ?? (fen === undefined ? text : fen === 0 ? '' : plainAmount(fen, language));
  const take = (next: string) => {
    setTyped(next);
    onChange(next.trim() === '' ? '' : (typedAmount(next) ?? next));
  };
  return (
    <td className={wrong ? 'e bad' : 'e'}>
      <input
        inputMode="decimal"
        aria-label={label}
        aria-invalid={wrong}
        value={shown}
        onFocus={(e) => {
          setTyped(shown);
          e.currentTarget.select();
        }}
        onBlur={() => setTyped(undefined)}
        onChange={(e) => take(e.currentTarget.value)}
      />
    </td>
  );
}
