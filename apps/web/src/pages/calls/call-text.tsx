import type { Content } from '#libs/calls/shared/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { BothClocks } from '../../components/both-clocks.js';
import { capitalClock, capitalDay, UTC_OFFSETS } from '../../format/dates.js';
import { money, number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import { useTieBreakLines } from './tie-break.js';
import './call.css';

/** The text of a call as everybody reads it: on its page, in an earlier edition, and before it is published. */
export function CallText({ content }: { content: Content }): ReactNode {
  const language = useLanguage();
  return (
    <>
      <p className="measure pre">{textIn(content.summary, language)}</p>
      <Dates content={content} />
      <Rules content={content} />
      <Themes content={content} />
      <Criteria content={content} />
      <Questions content={content} />
    </>
  );
}

function Dates({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const { opensAt, closesAt } = content;
  return (
    <section>
      <h2>{t('page.closes')}</h2>
      <div className="card pad">
        <BothClocks at={closesAt} />
      </div>
      <p className="sm sec callnote">
        {t('page.opens', {
          kg: `${capitalDay(opensAt, 'KG', language)}, ${capitalClock(opensAt, 'KG')} ${UTC_OFFSETS.KG}`,
          cn: `${capitalDay(opensAt, 'CN', language)}, ${capitalClock(opensAt, 'CN')} ${UTC_OFFSETS.CN}`,
        })}
      </p>
    </section>
  );
}

function Rules({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const text = useCodeText('application');
  const tieBreakLines = useTieBreakLines();
  const c = content;
  const rows: [string, ReactNode][] = [
    [t('rules.team'), t('rules.teamText')],
    [t('rules.cap'), money(c.cap, language)],
    ...(c.floor ? [[t('rules.floor'), money(c.floor, language)] as [string, ReactNode]] : []),
    [t('rules.places'), number(c.places, language)],
    [t('rules.budget'), money(c.budget, language)],
    [t('rules.months'), h('facts.monthsValue', { count: c.maxMonths })],
    ...(c.maxApplicationsPerLead ? [[t('rules.perLead'), number(c.maxApplicationsPerLead, language)] as [string, ReactNode]] : []),
    ...(c.maxApplicationsPerPerson ? [[t('rules.perPerson'), number(c.maxApplicationsPerPerson, language)] as [string, ReactNode]] : []),
    ...(c.requiredDocuments.length > 0
      ? [
          [
            t('rules.documents'),
            <ul key="d">
              {c.requiredDocuments.map((d) => (
                <li key={d}>{text('documentNames', d)}</li>
              ))}
            </ul>,
          ] as [string, ReactNode],
        ]
      : []),
    [t('rules.reviewers'), t('rules.reviewersText', { kg: c.reviewersPerSide.KG, cn: c.reviewersPerSide.CN })],
    [t('rules.ties'), <ol key="t" className="ties">{tieBreakLines(c).map((line) => <li key={line}>{line}</li>)}</ol>],
  ];
  return (
    <section>
      <h2>{t('rules.title')}</h2>
      <dl className="rows">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Themes({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  return (
    <section>
      <h2>{t('page.themes')}</h2>
      <ol className="callthemes">
        {content.themes.map((x) => (
          <li key={x.code}>{textIn(x.names, language)}</li>
        ))}
      </ol>
    </section>
  );
}

function Criteria({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  return (
    <section>
      <h2>{t('criteria.title')}</h2>
      <p className="sm sec callnote">{t('criteria.text', { share: percent(content.overallThreshold, language) })}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('criteria.title')}>
        <table className="tbl sm">
          <thead>
            <tr>
              <th scope="col">{t('criteria.name')}</th>
              <th scope="col" className="num">
                {t('criteria.weight')}
              </th>
              <th scope="col" className="num">
                {t('criteria.scale')}
              </th>
              <th scope="col" className="num">
                {t('criteria.threshold')}
              </th>
            </tr>
          </thead>
          <tbody>
            {content.criteria.map((x) => (
              <tr key={x.code}>
                <th scope="row">{textIn(x.names, language)}</th>
                <td className="num">{percent(x.weight, language)}</td>
                <td className="num">
                  {number(x.min, language)}–{number(x.max, language)}
                </td>
                <td className="num">{number(x.threshold, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Meanings content={content} />
    </section>
  );
}

/** What the scores of each criterion mean, where the call says so. */
function Meanings({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const described = content.criteria.filter((k) => k.descriptors);
  if (described.length === 0) return null;
  return (
    <details className="meaninglist">
      <summary>{t('criteria.meanings')}</summary>
      {described.map((k) => (
        <section key={k.code}>
          <h3>{textIn(k.names, language)}</h3>
          <dl className="rows scoremeanings">
            {k.descriptors?.map((d) => (
              <div key={d.score}>
                <dt>{number(d.score, language)}</dt>
                <dd>{textIn(d.texts, language)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </details>
  );
}

function Questions({ content }: { content: Content }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  if (content.questions.length === 0) return null;
  return (
    <section>
      <h2>{t('questions.title')}</h2>
      <ol className="callthemes one">
        {content.questions.map((q) => (
          <li key={q.code}>
            {textIn(q.texts, language)}{' '}
            <span className="sm sec">
              {t(q.required ? 'questions.required' : 'questions.optional')}, {t('questions.words', { count: q.maxWords })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
