import { cancelJob } from '#libs/assignment/shared/contract';
import { proposePortfolio, readPortfolio } from '#libs/awards/shared/contract';
import type { Result } from '#libs/kernel';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, useSend } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note, ProblemNote } from '../../components/note.js';
import { money } from '../../format/numbers.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';
import { PortfolioAnswer } from './portfolio-answer.js';
import './portfolio.css';

export type Portfolio = Result<typeof readPortfolio>;
const POLL_MS = 800;
const isUnderWay = (p: Portfolio | undefined): boolean => p?.run?.state === 'queued' || p?.run?.state === 'running';

/** A proposal of awards beside the ranked list: asked for, worked out elsewhere, read here. Own to whoever asks; it decides nothing. */
export function PortfolioSection({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  const found = useQuery({
    ...ask(readPortfolio, { params: { id: call.id } }), refetchInterval: (query) => (isUnderWay(query.state.data) ? POLL_MS : false),
  });
  const portfolio = found.data;
  if (!portfolio) return <ProblemNote problem={found.error} />;
  if (!portfolio.can.propose.ok && !portfolio.proposal) return null;
  return (
    <section>
      <h2>{t('title')}</h2>
      <div className="card pad stack tight">
        <p className="sec">{t('text', { places: call.content.places, budget: money(call.content.budget, language) })}</p>
        {portfolio.can.propose.ok && <Wish call={call} underWay={isUnderWay(portfolio)} themeMin={portfolio.proposal?.themeMin ?? {}} />}
        {portfolio.run && <Run run={portfolio.run} />}
      </div>
      {portfolio.proposal && <PortfolioAnswer call={call} proposal={portfolio.proposal} />}
    </section>
  );
}

/** Least awards of themes; an empty field asks for none. */
function Wish({ call, underWay, themeMin }: { call: Call; underWay: boolean; themeMin: Record<string, number> }): ReactNode {
  const { t } = useTranslation('portfolio');
  const language = useLanguage();
  const [least, setLeast] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(themeMin).map(([theme, n]) => [theme, String(n)])));
  const propose = useSend(proposePortfolio, [readPortfolio]);
  const wrong = Object.values(least).some((n) => !/^\d{0,3}$/.test(n));
  const wish = Object.fromEntries(Object.entries(least).filter(([, n]) => Number(n) > 0).map(([theme, n]) => [theme, Number(n)]));
  return (
    <form
      className="stack tight" onSubmit={(e) => {
        e.preventDefault();
        propose.mutate({ params: { id: call.id }, body: { themeMin: wish } });
      }}
    >
      <fieldset>
        <legend>{t('minimums')}</legend>
        <div className="minimums">
          {call.content.themes.map(({ code, names }) => (
            <TextInput
              key={code} label={textIn(names, language)} value={least[code] ?? ''} inputMode="numeric" autoComplete="off"
              error={/^\d{0,3}$/.test(least[code] ?? '') ? undefined : t('wrongNumber')}
              onChange={(e) => setLeast({ ...least, [code]: e.currentTarget.value.trim() })}
            />
          ))}
        </div>
      </fieldset>
      <ProblemNote problem={propose.error} />
      <p className="acts">
        <button className="btn two" type="submit" disabled={underWay || wrong || propose.isPending}>{t('propose')}</button>
        {underWay && <span className="sec">{t('underWay')}</span>}
      </p>
    </form>
  );
}

/** How far the run is; it goes on without this page. */
function Run({ run }: { run: NonNullable<Portfolio['run']> }): ReactNode {
  const { t } = useTranslation('portfolio');
  const cancel = useSend(cancelJob, [readPortfolio]);
  const underWay = run.state === 'queued' || run.state === 'running';
  return (
    <div aria-live="polite" className="stack tight">
      {underWay && (
        <>
          <p className="strong" id="portfolio-run">{t(run.state === 'running' ? 'run.running' : 'run.queued')} <span className="sec">{t('run.progress', { progress: run.progress })}</span></p>
          <div className="pb" role="progressbar" aria-labelledby="portfolio-run" aria-valuenow={run.progress} aria-valuemin={0} aria-valuemax={100}>
            <i style={{ width: `${run.progress}%` }} />
          </div>
          <p className="acts">
            <button className="btn two" type="button" disabled={cancel.isPending} onClick={() => cancel.mutate({ params: { id: run.id } })}>{t('run.cancel')}</button>
            <span className="sec">{t('run.leave')}</span>
          </p>
        </>
      )}
      <ProblemNote problem={cancel.error} />
      {run.state === 'failed' && <Note kind="bad">{t('run.failed')}</Note>}
      {run.state === 'cancelled' && <Note>{t('run.cancelled')}</Note>}
    </div>
  );
}
