import { SIDES, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { Words } from '../../components/words.js';
import { money, number } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import { BudgetGrid } from './budget-grid.js';
import { cellsOf } from './budget-lines.js';
import type { Application } from './types.js';
import './budget.css';

interface Parts { application: Application; call: Call }

/** The whole application as both leads read it before they sign. */
export function ApplicationText({ application, call }: Parts): ReactNode {
  const cells = cellsOf(application.budget);
  return (
    <div className="stack">
      <Identification application={application} call={call} />
      <BudgetGrid cells={cells} call={call} months={application.months} added={[]} editable={false} onChange={() => undefined} />
      <Answers application={application} call={call} />
      <Documents application={application} />
    </div>
  );
}

function Identification({ application, call }: Parts): ReactNode {
  const { t } = useTranslation('application');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const theme = call.content.themes.find((x) => x.code === application.theme);
  const rows: { name: string; value: ReactNode; lang?: string }[] = [
    { name: t('fields.titleEn'), value: application.titleEn, lang: 'en' },
    { name: t('fields.titleKg'), value: application.titleLocal.KG },
    { name: t('fields.titleCn'), value: application.titleLocal.CN, lang: 'zh-CN' },
    { name: t('fields.acronym'), value: application.acronym },
    { name: t('fields.theme'), value: theme ? textIn(theme.names, language) : application.theme },
    { name: t('fields.keywords'), value: application.keywords.join(', ') },
    { name: t('fields.months'), value: h('facts.monthsValue', { count: application.months }) },
    { name: t('fields.abstractEn'), value: application.abstractEn, lang: 'en' },
    ...SIDES.map((side) => ({ name: `${side}, ${t('team.people')}`, value: <People application={application} side={side} /> })),
    { name: t('budget.requested'), value: <b>{money(application.requested, language)}</b> },
  ];
  return (
    <dl className="rows">
      {rows.map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd className="pre" lang={row.value ? row.lang : undefined}>
            {row.value || <span className="mut">{t('notGiven')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function People({ application, side }: { application: Application; side: Side }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  return application.team
    .filter((m) => m.side === side && m.state === 'accepted')
    .map((m) => (
      <p key={m.id}>
        <Words>{m.name ?? m.email}</Words>, {t(`team.roles.${m.role}`)}, {m.institution && <Words>{`${m.institution}, `}</Words>}
        {t('team.months', { months: number(m.personMonths, language) })}
      </p>
    ));
}

function Answers({ application, call }: Parts): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  return (
    <div>
      {call.content.questions.map((q) => {
        const answer = application.narrative[q.code];
        return (
          <div className="answer" key={q.code}>
            <h3>{textIn(q.texts, language)}</h3>
            <p className="pre measure" lang={answer ? 'en' : undefined}>
              {answer || <span className="mut">{t('notGiven')}</span>}
            </p>
          </div>
        );
      })}
    </div>
  );
}

function Documents({ application }: { application: Application }): ReactNode {
  const text = useCodeText('application');
  return (
    <dl className="rows">
      {application.documents.map((d) => (
        <div key={d.id}>
          <dt>{text('documentNames', d.code)}</dt>
          <dd>
            {d.name}
            <br />
            <span className="xs mut mono">{d.sha256}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
