import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../../app/i18n.js';
import { ListFault } from './parts.js';

export interface CodeChoicesProps {
  place: string;
  label: string;
  /** The group of the catalogue that names the codes. */
  group: 'documentNames' | 'declarations';
  known: readonly string[];
  value: readonly string[];
  onChange: (codes: string[]) => void;
}

/** Documents or declarations that a call asks for: the known ones to tick, and others by a code of their own. */
export function CodeChoices({ place, label, group, known, value, onChange }: CodeChoicesProps): ReactNode {
  const { t } = useTranslation('builder');
  const text = useCodeText('application');
  const [other, setOther] = useState('');
  const all = [...known, ...value.filter((code) => !known.includes(code))];
  const code = other.trim();
  const add = () => {
    if (!/^[a-z0-9][a-z0-9._-]{0,59}$/i.test(code)) return;
    if (!value.includes(code)) onChange([...value, code]);
    setOther('');
  };
  return (
    <fieldset className="codes">
      <legend>{label}</legend>
      <ListFault place={place} />
      {all.map((one) => (
        <Checkbox
          key={one} label={text(group, one)} checked={value.includes(one)}
          onChange={(e) => onChange(e.currentTarget.checked ? [...value, one] : value.filter((v) => v !== one))}
        />
      ))}
      <div className="acts codeadd">
        <TextInput label={t('otherCode', { list: label })} description={t('codeHint')} value={other} onChange={(e) => setOther(e.currentTarget.value)} />
        <Button variant="default" onClick={add} disabled={code === ''}>{t('addCode')}</Button>
      </div>
    </fieldset>
  );
}
