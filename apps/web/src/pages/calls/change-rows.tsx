import type { Content } from '#libs/calls/shared/contract';
import { changesOf, type Change } from '#libs/calls/shared/rules';
import type { Language } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { capitalClock, capitalDay, UTC_OFFSETS } from '../../format/dates.js';
import { money, number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';

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

/** How one field reads in the reader's language; a text that differs in another language only is shown in all of them. */
function useFieldText(): (content: Content, field: keyof Content, whole: boolean) => string {
  const language = useLanguage();
  const text = useCodeText('application');
  return (content, field, whole) => {
    const value = content[field];
    if (value === null) return '–';
    if (field === 'opensAt' || field === 'closesAt') {
      return (['KG', 'CN'] as const).map((s) => `${s} ${capitalDay(content[field], s, language)}, ${capitalClock(content[field], s)} ${UTC_OFFSETS[s]}`).join('\n');
    }
    if (field === 'requiredDocuments') return content[field].map((c) => text('documentNames', c)).join('\n') || '–';
    if (field === 'declarations') return content[field].map((c) => text('declarations', c)).join('\n') || '–';
    if (field === 'overallThreshold') return percent(content[field], language);
    if (field === 'reviewersPerSide') return `KG ${content[field].KG}, CN ${content[field].CN}`;
    if (Array.isArray(value)) return (value as Entry[]).map((e) => entryText(e, language)).join('\n');
    if (typeof value === 'object') return 'amount' in value ? money(value, language) : whole ? Object.values(value).join('\n') : textIn(value as Content['title'], language);
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
  const { t } = useTranslation('builder');
  const language = useLanguage();
  const fieldText = useFieldText();
  const show = (content: Content): string => {
    if (change.code !== null && LISTS.includes(change.field)) {
      const entry = (content[change.field] as Entry[]).find((e) => ('side' in e ? `${e.side} ${e.code}` : e.code) === change.code);
      return entry ? entryText(entry, language) : '–';
    }
    return fieldText(content, change.field, false);
  };
  const [was, is] = [show(before), show(after)];
  // The same words in the reader's language: what changed are those of another one.
  const hidden = was === is;
  return (
    <tr>
      <th scope="row">{t(`names.${change.field}`)}</th>
      <td><del>{hidden ? othersOf(before, change, fieldText) : was}</del></td>
      <td><ins>{hidden ? othersOf(after, change, fieldText) : is}</ins></td>
    </tr>
  );
}

function othersOf(content: Content, { field, code }: Change, fieldText: ReturnType<typeof useFieldText>): string {
  if (code === null) return fieldText(content, field, true);
  const entry = (content[field] as Entry[]).find((e) => ('side' in e ? `${e.side} ${e.code}` : e.code) === code);
  return Object.values((entry && ('texts' in entry ? entry.texts : entry.names)) ?? {}).join('\n');
}
