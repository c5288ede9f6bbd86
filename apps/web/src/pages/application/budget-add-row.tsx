import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import { SOURCES, type Row, type Source } from './budget-lines.js';

/** Adds a row for money that is not the programme's: own funds or a contribution in kind. */
export function AddRow({ call, onAdd }: { call: Call; onAdd: (row: Row) => void }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const [at, setAt] = useState(0);
  const [source, setSource] = useState<Source>('own');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const category = call.content.categories[at];
    if (category) onAdd({ side: category.side, category: category.code, source });
  };
  return (
    <form className="uploader" onSubmit={submit} aria-label={t('budget.addRow')}>
      <label>
        {t('budget.category')}
        <select value={at} onChange={(e) => setAt(Number(e.currentTarget.value))}>
          {call.content.categories.map((c, place) => <option key={c.side + c.code} value={place}>{c.side}, {textIn(c.names, language)}</option>)}
        </select>
      </label>
      <label>
        {t('budget.source')}
        <select value={source} onChange={(e) => setSource(e.currentTarget.value as Source)}>
          {SOURCES.filter((s) => s !== 'programme').map((s) => <option key={s} value={s}>{t(`budget.sources.${s}`)}</option>)}
        </select>
      </label>
      <button className="btn two s" type="submit">{t('budget.addRow')}</button>
    </form>
  );
}
