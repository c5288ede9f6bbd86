import { THEMES_2026 } from '#libs/calls/shared/defaults';
import type { Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n.js';
import { BothClocks } from '../../../components/both-clocks.js';
import { textIn } from '../../../format/texts.js';
import { CapitalTime, instantOf } from '../capital-time.js';
import { AMOUNTS, FIGURES, multi, newKey, type CallFields, type Figure } from './call-fields.js';
import { CodeChoices } from './code-choices.js';
import { Entries } from './entries.js';
import { idOf, Line, TextsField, useFault } from './parts.js';

const DOCUMENTS = ['cooperation-agreement', 'endorsement-kg', 'endorsement-cn', 'cv-kg', 'cv-cn', 'ethics', 'permit'];
const DECLARED = ['integrity', 'personal-data', 'no-double-funding'];
const MONEY: readonly Figure[] = ['places', 'maxMonths'];

export interface SectionProps { fields: CallFields; side: Side; set: (part: Partial<CallFields>) => void }

/** Code, titles, summary. */
export function Basics({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  return (
    <>
      <Line place="code" label={c('fields.code')} hint={t('callCodeHint')} value={f.code} onChange={(code) => set({ code: code.toUpperCase() })} />
      <TextsField place="title" label={c('fields.title')} value={f.title} onChange={(title) => set({ title })} />
      <TextsField place="summary" label={c('fields.summary')} value={f.summary} long onChange={(summary) => set({ summary })} />
    </>
  );
}

/** Opening and closing on the officer's own capital's clock, and what the other capital's shows then. */
export function Window({ fields: f, side, set }: SectionProps): ReactNode {
  const { t: c } = useTranslation('calls');
  const faults = { opensAt: useFault('opensAt'), closesAt: useFault('closesAt') };
  return (
    <>
      {(['opensAt', 'closesAt'] as const).map((field) => {
        const at = instantOf(f[field], side);
        return (
          <div key={field} className="pair">
            <CapitalTime id={idOf(field)} label={c(`fields.${field}`)} side={side} value={f[field]} onChange={(local) => set({ [field]: local })} error={faults[field]} />
            {at && <div className="card pad"><BothClocks at={at} /></div>}
          </div>
        );
      })}
    </>
  );
}

export function MoneyAndPlaces({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  const hints = { cap: t('capHint'), floor: t('floorHint'), budget: t('budgetHint') };
  return (
    <div className="figures">
      {AMOUNTS.map((field) => <Line
        key={field} place={field} className="" label={c(`fields.${field}`)} hint={hints[field]} mode="decimal" value={f.amounts[field]}
        onChange={(text) => set({ amounts: { ...f.amounts, [field]: text } })}
      />)}
      {MONEY.map((figure) => <FigureLine key={figure} figure={figure} fields={f} set={set} />)}
    </div>
  );
}

function FigureLine({ figure, fields: f, set }: Omit<SectionProps, 'side'> & { figure: Figure }): ReactNode {
  const { t } = useTranslation('builder');
  return <Line
    place={figure} className="" label={t(`figures.${figure.replace('.', '') as 'places'}`)} mode="numeric" value={f.figures[figure]}
    hint={figure.startsWith('maxApplications') ? t('noLimitHint') : undefined} onChange={(text) => set({ figures: { ...f.figures, [figure]: text } })}
  />;
}

export function Themes({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  const language = useLanguage();
  const missing = THEMES_2026.filter((x) => !f.themes.some((one) => one.code === x.code));
  return (
    <>
      {missing.length > 0 && <p className="acts"><button
        type="button" className="btn two s" onClick={() => set({ themes: [...f.themes, ...missing.map((x) => ({ key: newKey(), code: x.code, names: multi(x.names) }))] })}
      >{t('themes2026', { number: missing.length })}</button></p>}
      <Entries
        list="themes" items={f.themes} onChange={(themes) => set({ themes })} nameOf={(x) => textIn(x.names, language)}
        add={{ label: t('addTheme'), make: () => ({ key: newKey(), code: '', names: multi() }) }}
      >
        {(x, place, change) => (
          <>
            <Line place={`${place}.code`} label={c('fields.code')} hint={t('codeHint')} value={x.code} onChange={(code) => change({ code })} />
            <TextsField place={`${place}.names`} label={t('names.names')} value={x.names} onChange={(names) => change({ names })} />
          </>
        )}
      </Entries>
    </>
  );
}

export function Questions({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  const language = useLanguage();
  return (
    <Entries
      list="questions" items={f.questions} onChange={(questions) => set({ questions })} nameOf={(x) => textIn(x.texts, language)}
      add={{ label: t('addQuestion'), make: () => ({ key: newKey(), code: '', texts: multi(), required: true, maxWords: '300' }) }}
    >
      {(x, place, change) => (
        <>
          <div className="figures">
            <Line place={`${place}.code`} className="" label={c('fields.code')} hint={t('codeHint')} value={x.code} onChange={(code) => change({ code })} />
            <Line place={`${place}.maxWords`} className="" label={t('names.maxWords')} mode="numeric" value={x.maxWords} onChange={(maxWords) => change({ maxWords })} />
          </div>
          <label className="tick" htmlFor={idOf(`${place}.required`)}>
            <input id={idOf(`${place}.required`)} type="checkbox" checked={x.required} onChange={(e) => change({ required: e.currentTarget.checked })} /> {t('names.required')}
          </label>
          <FaultLine place={`${place}.required`} />
          <TextsField place={`${place}.texts`} label={t('names.texts')} value={x.texts} onChange={(texts) => change({ texts })} />
        </>
      )}
    </Entries>
  );
}

function FaultLine({ place }: { place: string }): ReactNode {
  const fault = useFault(place);
  return fault && <p className="errline">{fault}</p>;
}

export function Categories({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  const language = useLanguage();
  return (
    <Entries
      list="categories" items={f.categories} onChange={(categories) => set({ categories })} nameOf={(x) => (x.names.en === '' ? '' : `${x.side} · ${textIn(x.names, language)}`)}
      add={{ label: t('addCategory'), make: () => ({ key: newKey(), side: 'KG' as Side, code: '', names: multi() }) }}
    >
      {(x, place, change) => (
        <>
          <div className="figures">
            <div>
              <label className="plainlabel" htmlFor={idOf(`${place}.side`)}>{t('names.side')}</label>
              <select id={idOf(`${place}.side`)} className="plainselect" value={x.side} onChange={(e) => change({ side: e.currentTarget.value as Side })}><option>KG</option><option>CN</option></select>
            </div>
            <Line place={`${place}.code`} className="" label={c('fields.code')} hint={t('codeHint')} value={x.code} onChange={(code) => change({ code })} />
          </div>
          <TextsField place={`${place}.names`} label={t('names.names')} value={x.names} onChange={(names) => change({ names })} />
        </>
      )}
    </Entries>
  );
}

export function Reviewing({ fields: f, set }: SectionProps): ReactNode {
  const { t } = useTranslation('builder');
  const { t: c } = useTranslation('calls');
  return (
    <div className="figures">
      {FIGURES.filter((x) => !MONEY.includes(x)).map((figure) => <FigureLine key={figure} figure={figure} fields={f} set={set} />)}
      <Line
        place="overallThreshold" className="" label={c('fields.overallThreshold')} hint={t('overallHint')} mode="decimal" value={f.overallThreshold}
        onChange={(overallThreshold) => set({ overallThreshold })}
      />
    </div>
  );
}

export function Asked({ fields: f, set }: SectionProps): ReactNode {
  const { t: c } = useTranslation('calls');
  return (
    <div className="pair">
      <CodeChoices
        place="requiredDocuments" group="documentNames" label={c('fields.requiredDocuments')} known={DOCUMENTS} value={f.requiredDocuments} onChange={(requiredDocuments) => set({ requiredDocuments })}
      />
      <CodeChoices place="declarations" group="declarations" label={c('fields.declarations')} known={DECLARED} value={f.declarations} onChange={(declarations) => set({ declarations })} />
    </div>
  );
}
