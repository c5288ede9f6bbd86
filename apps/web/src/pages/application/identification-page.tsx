import { editApplication } from '#libs/applications/shared/contract';
import { isProblem } from '#libs/kernel';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call as callApi } from '../../api/client.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import { ClashCard } from './clash-card.js';
import type { Section } from './section-draft.js';
import { SectionFrame } from './section-frame.js';
import type { Application } from './types.js';
import { useApplication, useDraft } from './use-application.js';

type Identification = Record<'theme' | 'titleEn' | 'titleKg' | 'titleCn' | 'acronym' | 'keywords' | 'months' | 'abstractEn', string>;

const SECTION: Section<Identification> = {
  name: 'identification',
  read: (a) => ({
    theme: a.theme,
    titleEn: a.titleEn,
    titleKg: a.titleLocal.KG,
    titleCn: a.titleLocal.CN,
    acronym: a.acronym,
    keywords: a.keywords.join(', '),
    months: String(a.months),
    abstractEn: a.abstractEn,
  }),
  send: (id, changed, whole, version) => {
    const { titleKg, titleCn, keywords, months, ...plain } = changed;
    const body = {
      ...plain,
      ...((titleKg !== undefined || titleCn !== undefined) && { titleLocal: { KG: whole.titleKg, CN: whole.titleCn } }),
      ...(keywords !== undefined && {
        keywords: keywords
          .split(/[,;，；、]/)
          .map((k) => k.trim())
          .filter((k) => k !== ''),
      }),
      ...(months !== undefined && { months: Number(months) }),
    };
    return callApi(editApplication, { params: { id }, body, version });
  },
  sendable: (field, text) => field !== 'months' || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 120),
};

export function IdentificationPage(): ReactNode {
  const found = useApplication();
  return found ? <Form {...found} /> : <Skeleton />;
}

function Form({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const { view, keeper } = useDraft(SECTION, application);
  const problem = view.state.kind === 'refused' && isProblem(view.state.problem) ? view.state.problem : null;
  const field = (name: keyof Identification, pointer = `/${name}`) => ({
    id: name,
    label: t(`fields.${name}`),
    value: view.fields[name] ?? '',
    readOnly: !application.can.edit.ok,
    error: fieldError(problem, pointer),
    onChange: (e: { currentTarget: { value: string } }) => keeper.set(name, e.currentTarget.value),
  });
  const monthsWrong = !SECTION.sendable?.('months', view.fields.months);
  return (
    <SectionFrame application={application} section="identification" state={view.state}>
      {view.clashes.map((clash) => (
        <ClashCard
          key={clash.field}
          clash={clash}
          label={t(`fields.${clash.field as keyof Identification}`)}
          mySide={application.mySide}
          onSettle={(text) => keeper.settle(clash.field, text)}
          joinable={clash.field === 'abstractEn'}
        />
      ))}
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          void keeper.save();
        }}
      >
        <TextInput {...field('titleEn')} description={t('hints.titleEn')} lang="en" maxLength={300} />
        <TextInput {...field('titleKg', '/titleLocal/KG')} description={t('hints.titleKg')} maxLength={300} />
        <TextInput {...field('titleCn', '/titleLocal/CN')} description={t('hints.titleCn')} lang="zh-CN" maxLength={300} />
        <TextInput {...field('acronym')} className="short" maxLength={30} />
        <NativeSelect {...field('theme')} className="mid" disabled={!application.can.edit.ok}>
          {call.content.themes.map((x) => (
            <option key={x.code} value={x.code}>
              {textIn(x.names, language)}
            </option>
          ))}
        </NativeSelect>
        <TextInput {...field('keywords')} description={t('hints.keywords')} />
        <TextInput
          {...field('months')}
          className="short"
          inputMode="numeric"
          description={t('hints.months', { months: h('facts.monthsValue', { count: call.content.maxMonths }) })}
          error={monthsWrong ? t('hints.monthsWrong') : fieldError(problem, '/months')}
        />
        <Textarea {...field('abstractEn')} description={t('hints.abstractEn')} lang="en" minRows={6} maxLength={6000} />
        {application.can.edit.ok && (
          <p className="acts">
            <Button type="submit" loading={view.state.kind === 'saving'}>
              {t('save.button')}
            </Button>
          </p>
        )}
      </form>
    </SectionFrame>
  );
}
