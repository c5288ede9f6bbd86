import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n.js';
import { textIn } from '../../../format/texts.js';
import { tieCriteria } from './call-fields.js';
import { idOf, useFault } from './parts.js';
import type { SectionProps } from './sections.js';

/** How equal totals are ordered: criteria one after another, each at most once, then the number or a lot. */
export function TieBreak({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const chosen = tieCriteria(f).map((k) => k.key);
  const choose = (at: number, key: string) => set({ tieBreak: { ...f.tieBreak, criteria: chosen.toSpliced(at, 1, ...(key === '' ? [] : [key])) } });
  const rows = chosen.length < f.criteria.length ? [...chosen, ''] : chosen;
  return (
    <>
      <p className="sm sec">{t('ties.hint')}</p>
      <div className="figures">
        {rows.map((key, at) => <Step key={key} at={at} value={key} fields={f} taken={chosen} choose={choose} />)}
        <NativeSelect
          id={idOf('tieBreak.last')} label={t('ties.last')} value={f.tieBreak.last} error={useFault('tieBreak.last')}
          onChange={(e) => set({ tieBreak: { criteria: chosen, last: e.currentTarget.value === 'lot' ? 'lot' : 'number' } })}
        >
          <option value="number">{t('ties.number')}</option>
          <option value="lot">{t('ties.lot')}</option>
        </NativeSelect>
      </div>
    </>
  );
}

function Step({ at, value, fields: f, taken, choose }: {
  at: number;
  value: string;
  fields: SectionProps['fields'];
  taken: readonly string[];
  choose: (at: number, key: string) => void;
}): ReactNode {
  const { t } = useTranslation('builder');
  const language = useLanguage();
  const place = `tieBreak.criteria.${at}`;
  return (
    <NativeSelect id={idOf(place)} label={t('ties.step', { number: at + 1 })} value={value} error={useFault(place)} onChange={(e) => choose(at, e.currentTarget.value)}>
      <option value="">{t('ties.none')}</option>
      {f.criteria.filter((k) => k.key === value || !taken.includes(k.key)).map((k) => <option key={k.key} value={k.key}>{textIn(k.names, language) || k.code}</option>)}
    </NativeSelect>
  );
}
