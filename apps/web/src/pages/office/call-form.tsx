import type { Language, Problem, Side } from '#libs/kernel';
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES } from '../../app/i18n.js';
import { BothClocks } from '../../components/both-clocks.js';
import { fieldError, Note, ProblemNote } from '../../components/note.js';
import { AMOUNTS, COUNTS, contentOf, fieldsOfCall, wrongFields, type CallContent, type CallFields } from './call-form-fields.js';
import { CapitalTime, instantOf } from './capital-time.js';

const ORDER: readonly Language[] = ['en', 'ru', 'ky', 'zh-CN'];
export interface CallFormProps {
  base: CallContent;
  side: Side;
  clone: boolean;
  action: string;
  pending: boolean;
  problem: Problem | null;
  onSend: (content: CallContent) => void;
}

/** The fields of a call that change from year to year; dates on the clock of the officer's own capital. */
export function CallForm({ base, side, clone, action, pending, problem, onSend }: CallFormProps): ReactNode {
  const { t } = useTranslation('office');
  const [f, setFields] = useState<CallFields>(() => fieldsOfCall(base, side, clone));
  const [tried, setTried] = useState(false);
  const wrong = wrongFields(f, side);
  const set = (part: Partial<CallFields>) => setFields({ ...f, ...part });
  const errorOf = (field: string, pointer = `/${field}`) =>
    (tried && wrong.includes(field)
      ? t(`callForm.wrong.${field === 'title.en' ? 'title' : field}` as 'callForm.wrong.code')
      : fieldError(problem, pointer));
  const closes = instantOf(f.closesAt, side);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong.length === 0) onSend(contentOf(base, f, side));
  };
  return (
    <form className="form" onSubmit={submit} noValidate aria-label={action}>
      <ProblemNote
        problem={problem}
        fieldId={(pointer) => `call-${pointer.replace(/^#?\//, '').split('/').join('.').replace(/\.amount$/, '')}`}
      />
      {tried && wrong.length > 0 && <Note kind="bad" live>
        <b>{t('callForm.fix')}</b>
        <ul>
          {wrong.map((field) => <li key={field}>
            <a href={`#call-${field}`}>{field === 'title.en' ? t('callForm.titles.en') : t(`callForm.${field as 'code'}`)}</a>
          </li>)}
        </ul>
      </Note>}
      <TextInput
        id="call-code" className="mid" label={t('callForm.code')} description={t('callForm.codeHint')} value={f.code}
        maxLength={20} onChange={(e) => set({ code: e.currentTarget.value.toUpperCase() })} error={errorOf('code')}
      />
      {ORDER.map((l) => (
        <TextInput
          key={l} id={`call-title.${l}`} label={t(`callForm.titles.${l}`)} lang={l} value={f.titles[l]}
          onChange={(e) => set({ titles: { ...f.titles, [l]: e.currentTarget.value } })}
          error={l === 'en' ? errorOf('title.en', '/title/en') : fieldError(problem, `/title/${l}`)}
          description={l === 'en' ? t('callForm.titleHint') : LANGUAGE_NAMES[l]}
        />
      ))}
      <CapitalTime
        id="call-opensAt" label={t('callForm.opensAt')} side={side} value={f.opensAt} onChange={(opensAt) => set({ opensAt })}
        error={errorOf('opensAt')}
      />
      <CapitalTime
        id="call-closesAt" label={t('callForm.closesAt')} side={side} value={f.closesAt}
        onChange={(closesAt) => set({ closesAt })} error={errorOf('closesAt')}
      />
      {closes && <div className="card pad"><BothClocks at={closes} /></div>}
      {AMOUNTS.map((field) =>
        <TextInput
          key={field} id={`call-${field}`} className="short" label={t(`callForm.${field}`)}
          description={field === 'floor' ? t('callForm.floorHint') : field === 'cap' ? t('callForm.capHint') : undefined}
          inputMode="decimal" value={f.amounts[field]}
          onChange={(e) => set({ amounts: { ...f.amounts, [field]: e.currentTarget.value } })}
          error={errorOf(field) ?? fieldError(problem, `/${field}/amount`)}
        />)}
      {COUNTS.map((field) =>
        <TextInput
          key={field} id={`call-${field}`} className="short" label={t(`callForm.${field}`)} inputMode="numeric"
          value={f.counts[field]} onChange={(e) => set({ counts: { ...f.counts, [field]: e.currentTarget.value } })}
          error={errorOf(field)}
        />)}
      <p className="sec">{t('callForm.kept')}</p>
      <p className="acts"><Button type="submit" loading={pending}>{action}</Button></p>
    </form>
  );
}
