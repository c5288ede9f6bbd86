import { readResult } from '#libs/awards/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { ApplicationStateTag } from '../../components/application-state.js';
import { TimeLeft } from '../../components/both-clocks.js';
import { Icon, type IconName } from '../../components/icon.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import { ownTitle } from '../../format/titles.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import './application.css';
import { progressOf, SECTIONS, type Progress, type SectionName } from './findings.js';
import { RulesPanel } from './rules-panel.js';
import { SignoffBridge } from './signoff-bridge.js';
import { TeamBridge } from './team-bridge.js';
import type { Application } from './types.js';
import { useApplication } from './use-application.js';
import { WithdrawalNotice, WithdrawalOffer } from './withdrawal.js';

export function TaskListPage(): ReactNode {
  const { t } = useTranslation('application');
  const { t: m } = useTranslation('me');
  const language = useLanguage();
  const found = useApplication();
  if (!found) return <Skeleton lines={7} />;
  const { application, call } = found;
  const title = ownTitle(application, language);
  const theme = call.content.themes.find((x) => x.code === application.theme);
  const draft = application.state === 'draft';
  return (
    <>
      <PageHead
        title={title.text || t('untitled')}
        lang={title.lang}
        eyebrow={application.number ?? call.content.code}
        crumbs={[
          <Link key="me" to="/me">
            {m('title')}
          </Link>,
          <Link key="call" to="/calls/$callId" params={{ callId: call.id }}>
            {textIn(call.content.title, language)}
          </Link>,
        ]}
        meta={
          <>
            <ApplicationStateTag state={application.state} />
            <span>{t('themeIs', { theme: theme ? textIn(theme.names, language) : application.theme })}</span>
            {draft && (
              <span>
                <TimeLeft at={call.content.closesAt} />
              </span>
            )}
          </>
        }
      />
      <div className={draft ? 'cols' : 'stack'}>
        <div className="stack">
          <WithdrawalNotice application={application} />
          <Result application={application} />
          <section>
            <h2>{t('team.ruleTitle')}</h2>
            <div className="card pad">
              <TeamBridge application={application} withLink />
            </div>
          </section>
          <section>
            <h2>{t('tasks')}</h2>
            <Tasks application={application} call={call} />
          </section>
          <section>
            <h2>{t('signoff.andSubmit')}</h2>
            <div className="card pad">
              <SignoffBridge
                application={application}
                action={
                  application.receipt ? (
                    <Link to="/applications/$applicationId/receipt" params={{ applicationId: application.id }}>
                      {t('receipt.see')}
                    </Link>
                  ) : (
                    draft && (
                      <Link className="btn" to="/applications/$applicationId/sign-off" params={{ applicationId: application.id }}>
                        {t('signoff.open')}
                      </Link>
                    )
                  )
                }
              />
            </div>
          </section>
          <WithdrawalOffer application={application} />
        </div>
        {draft && <RulesPanel application={application} />}
      </div>
    </>
  );
}

const MARKS: Record<Progress, { kind: string; icon: IconName }> = {
  done: { kind: 'ok', icon: 'check' },
  problem: { kind: 'bad', icon: 'mark' },
  started: { kind: 'open', icon: 'half' },
  empty: { kind: '', icon: 'ring' },
};

function Tasks({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const draft = application.state === 'draft';
  return (
    <ol className="tasks">
      {SECTIONS.map((section) => {
        const progress = progressOf(section, application);
        return (
          <li key={section}>
            <Link to={`/applications/$applicationId/${section}`} params={{ applicationId: application.id }}>
              {t(`sections.${section}.title`)}
            </Link>
            <span className="d">
              <Detail section={section} application={application} call={call} />
            </span>
            {draft && (
              <span className={`tag ${MARKS[progress].kind}`}>
                <Icon name={MARKS[progress].icon} />
                {t(`progress.${progress}`)}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Detail({ section, application, call }: { section: SectionName; application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  switch (section) {
    case 'team':
      return t('sections.team.detail', { count: application.team.filter((m) => m.state === 'accepted').length });
    case 'budget':
      return t('sections.budget.detail', { sum: money(application.requested, language) });
    case 'narrative':
      return t('sections.narrative.detail', {
        done: call.content.questions.filter((q) => application.narrative[q.code]).length,
        count: call.content.questions.length,
      });
    case 'documents':
      return t('sections.documents.detail', {
        done: new Set(application.documents.map((d) => d.code)).size,
        count: call.content.requiredDocuments.length,
      });
    case 'sign-off':
      return t('sections.sign-off.detail');
    default:
      return t('sections.identification.detail');
  }
}

/** The announced result; nothing before its instant. */
function Result({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const announced = ['awarded', 'on-reserve', 'refused'].includes(application.state);
  const result = useAsk(readResult, { params: { id: application.id } }, { when: announced });
  if (!result.data) return null;
  const { result: outcome, amount, announcedAt, comments, lot } = result.data;
  return (
    <section>
      <h2>{t('result.title')}</h2>
      <div className="card pad stack tight">
        <p className="strong">
          {t(`result.${outcome}`)}
          {amount && ` ${money(amount, language)}`}
        </p>
        <p className="sm sec">{t('result.announced', { at: dayAndClock(announcedAt, language) })}</p>
        {lot && <p>{t('result.lot', lot)} <Link to="/calls/$callId/lot" params={{ callId: application.callId }}>{t('result.toLot')}</Link></p>}
        {comments.map((comment) => (
          <div className="answer" key={comment.reviewNumber}>
            <h3>{t('result.review', { number: comment.reviewNumber })}</h3>
            <p className="pre measure">{comment.text}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
