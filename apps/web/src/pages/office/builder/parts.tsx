import { LANGUAGES, type Language } from '#libs/kernel';
import { Textarea, TextInput } from '@mantine/core';
import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES } from '../../../app/i18n.js';
import type { Multi } from './call-fields.js';
import type { Faults } from './faults.js';

const ORDER: readonly Language[] = ['en', ...LANGUAGES.filter((l) => l !== 'en')];

/** What is wrong, by place: every field of the builder looks for its own. */
export const FaultsContext = createContext<Faults>(new Map());
export const useFault = (place: string): string | undefined => useContext(FaultsContext).get(place);
export const idOf = (place: string): string => `call-${place}`;

export interface LineProps {
  place: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint?: string | undefined;
  className?: string;
  mode?: 'numeric' | 'decimal';
}

/** One field of text or figures. */
export function Line({ place, label, value, onChange, hint, className = 'mid', mode }: LineProps): ReactNode {
  return <TextInput
    id={idOf(place)} className={className} label={label} description={hint} value={value} error={useFault(place)}
    {...(mode && { inputMode: mode })} onChange={(e) => onChange(e.currentTarget.value)}
  />;
}

/** One text in the four languages, side by side; English binds. */
export function TextsField({ place, label, value, onChange, long = false }: {
  place: string;
  label: string;
  value: Multi;
  onChange: (value: Multi) => void;
  long?: boolean;
}): ReactNode {
  return (
    <fieldset className="texts">
      <legend>{label}</legend>
      <div className="langgrid">
        {ORDER.map((l) => <OneText key={l} place={`${place}.${l}`} language={l} long={long} value={value[l]} onChange={(text) => onChange({ ...value, [l]: text })} />)}
      </div>
    </fieldset>
  );
}

function OneText({ place, language, long, value, onChange }: {
  place: string;
  language: Language;
  long: boolean;
  value: string;
  onChange: (text: string) => void;
}): ReactNode {
  const { t } = useTranslation('builder');
  const shared = {
    id: idOf(place), label: language === 'en' ? t('binds', { language: LANGUAGE_NAMES.en }) : <span lang={language}>{LANGUAGE_NAMES[language]}</span>, value, error: useFault(place), maxLength: 5000,
  };
  return long
    ? <Textarea {...shared} lang={language} autosize minRows={3} maxRows={10} onChange={(e) => onChange(e.currentTarget.value)} />
    : <TextInput {...shared} lang={language} onChange={(e) => onChange(e.currentTarget.value)} />;
}

/** The fault of a whole list, at the place to which its link leads. */
export function ListFault({ place }: { place: string }): ReactNode {
  const fault = useFault(place);
  return <p id={idOf(place)} tabIndex={-1} className="errline">{fault}</p>;
}
