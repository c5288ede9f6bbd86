import type { Content } from '#libs/calls/shared/contract';
import { changesOf, type Change } from '#libs/calls/shared/rules';
import { LANGUAGES, SIDES, type Language, type Texts } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, useCodeText, useLanguage } from '../../app/i18n.js';
import { capitalClock, capitalDay, UTC_OFFSETS } from '../../format/dates.js';
import { money, number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import { useTieBreakLines } from './tie-break.js';
import './call.css';

type Entry = Content['themes'][number] | Content['questions'][number] | Content['criteria'][number] | Content['categories'][number];
const LISTS: readonly string[] = ['themes', 'questions', 'criteria', 'categories'];

/** An entry's own words: its name, and the figures that it decides. */
function entryText(e: Entry, language: Language): string {
  if ('weight' in e) {
    const meanings = (e.descriptors ?? []).map((d) => `${d.score}: ${textIn(d.texts, language)}`);
    return [`${textIn(e.names, language)}, ${percent(e.weight, language)}, ${e.min}–${e.max} / ${e.step}, ≥ ${e.threshold}`, ...meanings].join('\n');
  }
  if ('maxWords' in e) return `${textIn(e.texts, language)} (${e.maxWords}${e.required ? ' *' : ''})`;
  return 'side' in e ? `${e.side} · ${textIn(e.names, language)}` : textIn(e.names, language);
}

/** How one field reads in the reader's language. */
function useFieldText(): (content: Content, field: keyof Content) => string {
  const language = useLanguage();
  const text = useCodeText('application');
  const tieBreakLines = useTieBreakLines();
  return (content, field) => {
    const value = content[field];
    if (field === 'tieBreak') return tieBreakLines(content).join('\n');
    if (value === null) return '–';
    if (field === 'opensAt' || field === 'closesAt') {
      return SIDES.map((s) => `${s} ${capitalDay(content[field], s, language)}, ${capitalClock(content[field], s)} ${UTC_OFFSETS[s]}`).join('\n');
    }
    if (field === 'requiredDocuments') return content[field].map((c) => text('documentNames', c)).join('\n') || '–';
    if (field === 'declarations') return content[field].map((c) => text('declarations', c)).join('\n') || '–';
    if (field === 'overallThreshold') return percent(content[field], language);
    if (field === 'reviewersPerSide') return `KG ${content[field].KG}, CN ${content[field].CN}`;
    if (Array.isArray(value)) return (value as Entry[]).map((e) => entryText(e, language)).join('\n');
    if (typeof value === 'object') return 'amount' in value ? money(value, language) : textIn(value as Texts, language);
    return typeof value === 'number' ? number(value, language) : String(value);
  };
}

/** What differs between two texts of a call, field by field. */
export function ChangeTable({ before, after, label }: { before: Content; after: Content; label: string }): ReactNode {
  const { t } = useTranslation('calls');
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="tbl sm changes records">
        <thead>
          <tr>
            <th scope="col">{t('amendments.field')}</th>
            <th scope="col">{t('amendments.before')}</th>
            <th scope="col">{t('amendments.after')}</th>
          </tr>
        </thead>
        <tbody>{changesOf(before, after).map((c) => <Row key={`${c.field} ${c.code ?? ''}`} change={c} before={before} after={after} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ change, before, after }: { change: Change; before: Content; after: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const fieldText = useFieldText();
  const [old, now] = [entryOf(before, change), entryOf(after, change)];
  const show = (content: Content, entry: Entry | undefined) => (change.code === null ? fieldText(content, change.field) : entry ? entryText(entry, language) : '–');
  const shown = [show(before, old), show(after, now)];
  // The same words in the reader's language: what changed are those of others.
  const [was, is] = shown[0] === shown[1] ? otherLanguages(textsOf(before, change, old), textsOf(after, change, now)) : shown;
  return (
    <tr>
      <th scope="row">{t(`fields.${change.field}`)}</th>
      <td data-label={t('amendments.before')}><del>{was}</del></td>
      <td data-label={t('amendments.after')}><ins>{is}</ins></td>
    </tr>
  );
}

function entryOf(content: Content, { field, code }: Change): Entry | undefined {
  return code !== null && LISTS.includes(field) ? (content[field] as Entry[]).find((e) => ('side' in e ? `${e.side} ${e.code}` : e.code) === code) : undefined;
}

function textsOf(content: Content, { field }: Change, entry: Entry | undefined): Partial<Texts> {
  if (entry) return 'texts' in entry ? entry.texts : entry.names;
  return field === 'title' || field === 'summary' ? content[field] : {};
}

/** The texts that differ, each named by its language. */
function otherLanguages(before: Partial<Texts>, after: Partial<Texts>): string[] {
  const changed = LANGUAGES.filter((l) => (before[l] ?? '') !== (after[l] ?? ''));
  return [before, after].map((texts) => changed.map((l) => `${LANGUAGE_NAMES[l]}: ${texts[l] ?? '–'}`).join('\n'));
}
