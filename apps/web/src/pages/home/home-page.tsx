import { listRegister } from '#libs/awards/shared/contract';
import { listCalls, readCall } from '#libs/calls/shared/contract';
import { parseFen, type Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, queryClient, useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { AwardTable } from '../../components/award-table.js';
import { BothClocks } from '../../components/both-clocks.js';
import { CallStateTag } from '../../components/call-state.js';
import { ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { money, number } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import './home.css';

const NEWEST_CALLS = [listCalls, { query: { limit: 20 } }] as const;
const NEWEST_AWARDS = [listRegister, { query: { limit: 3 } }] as const;

/** The call that the page is about: an open one before one that opens soon, before one that is over. */
function firstOf(items: Result<typeof listCalls>['items']): { id: string } | undefined {
  return items.find((c) => c.state === 'open') ?? items.find((c) => c.state === 'published') ?? items.find((c) => c.state !== 'draft' && c.state !== 'awaiting-approval');
}

/** Asks for all that the page shows while its texts are still under way; what fails is asked again, and told, by the page. */
export function askAhead(): void {
  void queryClient.prefetchQuery(ask(...NEWEST_AWARDS));
  queryClient.fetchQuery(ask(...NEWEST_CALLS)).then(({ items }) => {
    const first = firstOf(items);
    return first && queryClient.prefetchQuery(ask(readCall, { params: { id: first.id } }));
  }, () => undefined);
}

export function HomePage(): ReactNode {
  const { t } = useTranslation('home');
  const calls = useAsk(...NEWEST_CALLS);
  const first = firstOf(calls.data?.items ?? []);
  const call = useAsk(readCall, { params: { id: first?.id ?? '' } }, { when: first !== undefined });
  const me = useMe();
  const settled = !calls.isPending && (first === undefined || !call.isPending);
  return (
    <>
      <title>{t('title')}</title>
      <section className="hero">
        <div>
          <h1>{t('hero')}</h1>
          <p className="lead">{t('lead')}</p>
          <p className="acts">
            {first ? (
              <Link className="btn" to="/calls/$callId" params={{ callId: first.id }}>
                {t('readCall')}
              </Link>
            ) : (
              <Link className="btn" to="/calls">
                {t('allCalls')}
              </Link>
            )}
            {me ? (
              <Link className="btn two" to="/me">
                {t('myPage')}
              </Link>
            ) : (
              <Link className="btn two" to="/create-account">
                {t('createAccount')}
              </Link>
            )}
          </p>
        </div>
        <ProblemNote problem={calls.error} />
        {!settled && <div className="card pad callcard"><Skeleton /></div>}
        {call.data && <CallCard call={call.data} />}
      </section>
      {settled ? (
        <>
          {call.data && <Facts call={call.data} />}
          {call.data && <Themes call={call.data} />}
          <Steps />
          <Register />
        </>
      ) : <div className="rest" />}
    </>
  );
}

function CallCard({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('home');
  const language = useLanguage();
  const early = call.state === 'published';
  return (
    <section className="card pad callcard" aria-labelledby="call">
      <div className="hd">
        <div>
          <h2 id="call">{textIn(call.content.title, language)}</h2>
          <p className="sm sec">{t(early ? 'opens' : 'closes')}</p>
        </div>
        <CallStateTag state={call.state} />
      </div>
      <BothClocks at={early ? call.content.opensAt : call.content.closesAt} />
    </section>
  );
}

function Facts({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('home');
  const language = useLanguage();
  const { cap, budget, places, maxMonths } = call.content;
  return (
    <dl className="facts">
      <div>
        <dt>{t('facts.cap')}</dt>
        <dd>{money(cap, language)}</dd>
      </div>
      <div>
        <dt>{t('facts.budget')}</dt>
        <dd>{(parseFen(budget.amount) ?? 0) > 0 ? money(budget, language) : '–'}</dd>
      </div>
      <div>
        <dt>{t('facts.places')}</dt>
        <dd>{number(places, language)}</dd>
      </div>
      <div>
        <dt>{t('facts.months')}</dt>
        <dd>{t('facts.monthsValue', { count: maxMonths })}</dd>
      </div>
    </dl>
  );
}

function Themes({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('home');
  const language = useLanguage();
  return (
    <section className="secn">
      <header>
        <h2>{t('themes.title')}</h2>
        <p>{t('themes.text')}</p>
      </header>
      <ol className="themes">
        {call.content.themes.map((theme, at) => (
          <li key={theme.code}>
            <span aria-hidden="true">{at + 1}</span>
            <span>{textIn(theme.names, language)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const STEPS = ['find', 'write', 'sign', 'wait'] as const;

function Steps(): ReactNode {
  const { t } = useTranslation('home');
  return (
    <section className="secn">
      <header>
        <h2>{t('steps.title')}</h2>
        <p>{t('steps.text')}</p>
      </header>
      <ol className="steps">
        {STEPS.map((step, at) => (
          <li key={step}>
            <b>
              {at + 1}. {t(`steps.${step}.title`)}
            </b>
            <p>{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Register(): ReactNode {
  const { t } = useTranslation('home');
  const register = useAsk(...NEWEST_AWARDS);
  return (
    <section className="secn">
      <header>
        <h2>{t('register.title')}</h2>
        <p>{t('register.text')}</p>
        <p>
          <Link to="/awards">{t('register.open')}</Link>
        </p>
      </header>
      {register.isPending ? (
        <Skeleton lines={3} />
      ) : register.data && register.data.items.length > 0 ? (
        <AwardTable awards={register.data.items} />
      ) : (
        <p className="sec">{t('register.empty')}</p>
      )}
    </section>
  );
}
