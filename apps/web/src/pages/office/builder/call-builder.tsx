import type { Content } from '#libs/calls/shared/contract';
import type { Problem, Side } from '#libs/kernel';
import { Button } from '@mantine/core';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n.js';
import { Note } from '../../../components/note.js';
import { textIn } from '../../../format/texts.js';
import { CallText } from '../../calls/call-text.js';
import { contentOf, textsOf, type CallFields } from './call-fields.js';
import { Criteria } from './criteria.js';
import { FaultSummary, usePlaceName } from './fault-summary.js';
import { refusedFields, wrongFields } from './faults.js';
import { FaultsContext, TextsField } from './parts.js';
import { TieBreak } from './tie-break.js';
import { Asked, Basics, Categories, MoneyAndPlaces, Questions, Reviewing, Themes, Window } from './sections.js';
import type { CallDraft } from './use-call-draft.js';
import './builder.css';

const SECTIONS = {
  basics: Basics, window: Window, money: MoneyAndPlaces, themes: Themes, questions: Questions, criteria: Criteria, ties: TieBreak, categories: Categories, reviewing: Reviewing, asked: Asked,
} as const;
type Section = keyof typeof SECTIONS;
const ALL = Object.keys(SECTIONS) as Section[];

export interface CallBuilderProps {
  draft: CallDraft;
  side: Side;
  amends?: boolean;
  action: string;
  pending: boolean;
  problem: Problem | null;
  /** Forgets the refusal, since entries have moved and its places are no longer theirs. */
  onChanged: () => void;
  onSend: (content: Content, note: Content['title']) => void;
}

/** Everything that a call decides, in one form; what it will look like to applicants, on request. Nothing that is typed is lost by a refusal. */
export function CallBuilder({ draft, side, amends = false, action, pending, problem, onChanged, onSend }: CallBuilderProps): ReactNode {
  const { t } = useTranslation('builder');
  const [tries, setTries] = useState(0);
  const [preview, setPreview] = useState(false);
  const f = draft.fields;
  const wrong = useMemo(() => wrongFields(f, side, amends), [f, side, amends]);
  const refused = useMemo(() => refusedFields(problem), [problem]);
  const faults = useMemo(() => {
    const words = new Map<string, string>(refused);
    if (tries > 0) for (const [place, what] of wrong) words.set(place, t(`wrong.${what}`));
    return words;
  }, [refused, wrong, tries, t]);
  const set = (part: Partial<CallFields>) => {
    draft.set(part);
    if (problem && (['themes', 'questions', 'criteria', 'categories'] as const).some((list) => part[list] && part[list].length !== f[list].length)) onChanged();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (wrong.size > 0) setPreview(false);
    else onSend(contentOf(f, side), textsOf(f.note));
  };
  return (
    <FaultsContext value={faults}>
      <form className="builder" onSubmit={submit} noValidate aria-label={action}>
        <Kept draft={draft} />
        <FaultSummary faults={faults} problem={problem} attempt={tries === 0 ? '' : `${tries} ${problem?.code ?? ''}`} />
        {preview ? <Preview fields={f} side={side} ready={wrong.size === 0} /> : (
          <>
            <nav className="partnav" aria-label={t('parts')}>
              <ul>{ALL.map((s) => <li key={s}><a href={`#part-${s}`}>{t(`sections.${s}`)}</a></li>)}</ul>
            </nav>
            {amends && <section className="card pad stack tight">
              <h2>{t('names.note')}</h2>
              <TextsField place="note" label={t('noteHint')} long value={f.note} onChange={(note) => set({ note })} />
            </section>}
            {ALL.map((s) => {
              const Part = SECTIONS[s];
              return <section key={s} id={`part-${s}`} className="card pad stack tight"><h2>{t(`sections.${s}`)}</h2><Part fields={f} side={side} set={set} /></section>;
            })}
          </>
        )}
        <div className="builderfoot acts">
          <Button type="submit" loading={pending} disabled={draft.clashes.length > 0}>{action}</Button>
          <Button variant="default" aria-pressed={preview} onClick={() => setPreview(!preview)}>{t(preview ? 'goOn' : 'preview')}</Button>
          {draft.dirty && <span className="sm sec">{t('onDevice')}</span>}
        </div>
      </form>
    </FaultsContext>
  );
}

/** What was kept on this device, and what the other officer saved meanwhile. */
function Kept({ draft }: { draft: CallDraft }): ReactNode {
  const { t } = useTranslation('builder');
  const nameOf = usePlaceName();
  return (
    <>
      {draft.restored && draft.dirty && <Note>{t('restored')} <button type="button" className="btn quiet s" onClick={draft.discard}>{t('discard')}</button></Note>}
      {draft.joined && draft.clashes.length === 0 && <Note kind="warn" live>{t('joined')}</Note>}
      {draft.clashes.length > 0 && <Note kind="warn" live>
        <b>{t('clash')}</b>
        <ul>
          {draft.clashes.map((field) => (
            <li key={field} className="acts">
              {nameOf(field)}
              <button type="button" className="btn two s" onClick={() => draft.settle(field, true)}>{t('keepMine', { field: nameOf(field) })}</button>
              <button type="button" className="btn two s" onClick={() => draft.settle(field, false)}>{t('keepTheirs', { field: nameOf(field) })}</button>
            </li>
          ))}
        </ul>
      </Note>}
    </>
  );
}

function Preview({ fields, side, ready }: { fields: CallFields; side: Side; ready: boolean }): ReactNode {
  const { t } = useTranslation('builder');
  const language = useLanguage();
  if (!ready) return <Note kind="warn">{t('notReady')}</Note>;
  const content = contentOf(fields, side);
  return (
    <section className="preview" aria-label={t('preview')}>
      <Note>{t('previewText')}</Note>
      <p className="eyebrow">{content.code}</p>
      <h2 className="previewtitle">{textIn(content.title, language)}</h2>
      <CallText content={content} />
    </section>
  );
}
