import { readCall } from '#libs/calls/shared/contract';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { BothClocks } from '../../components/both-clocks.js';
import { CallStateTag } from '../../components/call-state.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { capitalClock, capitalDay, UTC_OFFSETS } from '../../format/dates.js';
import { money, number, percent } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from './types.js';
import './call.css';

export function CallPage(): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const { callId } = useParams({ from: '/calls/$callId' });
  const call = useAsk(readCall, { params: { id: callId } });
  if (call.error) throw call.error;
  if (!call.data) return <Skeleton />;
  const { content } = call.data;
  return (
    <>
      <PageHead
        title={textIn(content.title, language)}
        eyebrow={content.code}
        crumbs={[
          <Link key="calls" to="/calls">
            {t('list.title')}
          </Link>,
        ]}
        meta={<CallStateTag state={call.data.state} />}
      />
      <div className="cols">
        <div className="stack">
          <p className="measure pre">{textIn(content.summary, language)}</p>
          <Dates call={call.data} />
          <Rules call={call.data} />
          <Themes call={call.data} />
          <Criteria call={call.data} />
          <Questions call={call.data} />
        </div>
        <aside className="stack" aria-label={t('page.apply')}>
          <Apply call={call.data} />
        </aside>
      </div>
    </>
  );
}

function Apply({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const me = useMe();
  const text = useCodeText('common');
  const started = call.can.apply;
  return (
    <section className="card pad stack tight">
      <h2>{t('page.apply')}</h2>
      <p className="sm sec">{t('page.applyText')}</p>
      {me === null && call.state === 'open' && (
        <>
          <Link className="btn" to="/log-in" search={{ next: `/calls/${call.id}/apply` }}>
            {t('page.logIn')}
          </Link>
          <Link className="sm" to="/create-account">
            {t('page.createAccount')}
          </Link>
        </>
      )}
      {me && started.ok && (
        <Link className="btn" to="/calls/$callId/apply" params={{ callId: call.id }}>
          {t('page.start')}
        </Link>
      )}
      {(me || call.state !== 'open') && !started.ok && (
        <p className="sm strong">{text('reasons', started.code && started.code !== 'session.required' ? started.code : 'window.closed')}</p>
      )}
    </section>
  );
}

function Dates({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const { opensAt, closesAt } = call.content;
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

function Rules({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const text = useCodeText('application');
  const c = call.content;
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

function Themes({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  return (
    <section>
      <h2>{t('page.themes')}</h2>
      <ol className="callthemes">
        {call.content.themes.map((x) => (
          <li key={x.code}>{textIn(x.names, language)}</li>
        ))}
      </ol>
    </section>
  );
}

function Criteria({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  return (
    <section>
      <h2>{t('criteria.title')}</h2>
      <p className="sm sec callnote">{t('criteria.text', { share: percent(call.content.overallThreshold, language) })}</p>
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
            {call.content.criteria.map((x) => (
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
    </section>
  );
}

function Questions({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  if (call.content.questions.length === 0) return null;
  return (
    <section>
      <h2>{t('questions.title')}</h2>
      <ol className="callthemes one">
        {call.content.questions.map((q) => (
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
