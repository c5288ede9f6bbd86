import { listEditions } from '#libs/calls/shared/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { textIn } from '../../format/texts.js';
import { NotFoundPage } from '../../app/error-pages.js';
import { CallText } from './call-text.js';
import { ChangeTable } from './changes.js';
import type { Call } from './types.js';

/** Says above everything else that the call is not as it was published. */
export function AmendedNote({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  if (!call.amendedAt) return null;
  return <Note>{t('amendments.amendedOn', { at: dayAndClock(call.amendedAt, language) })} <a href="#amendments">{t('amendments.whatChanged')}</a></Note>;
}

/** Every amendment with what it changed, and the ways to the texts that were valid before. */
export function Editions({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const editions = useAsk(listEditions, { params: { id: call.id } }, { when: call.amendedAt !== null });
  if (!call.amendedAt) return null;
  const items = editions.data?.items ?? [];
  return (
    <section id="amendments" className="stack tight">
      <h2>{t('amendments.title')}</h2>
      <ProblemNote problem={editions.error} />
      {items.slice(0, -1).map((e, n) => {
        const before = items[n + 1];
        const when = t('amendments.on', { at: dayAndClock(e.since, language) });
        return before && (
          <section key={e.number} className="stack tight">
            <h3>{when}</h3>
            {e.note && <p className="measure pre">{textIn(e.note, language)}</p>}
            <ChangeTable before={before.content} after={e.content} label={when} />
            <p className="sm"><Link to="/calls/$callId" params={{ callId: call.id }} search={{ edition: before.number }}>{t('amendments.earlier', { at: dayAndClock(e.since, language) })}</Link></p>
          </section>
        );
      })}
    </section>
  );
}

/** A text of the call that is no longer valid, marked as such. */
export function EarlierEdition({ call, number }: { call: Call; number: number }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const editions = useAsk(listEditions, { params: { id: call.id } });
  if (!editions.data) return editions.error ? <ProblemNote problem={editions.error} /> : <Skeleton />;
  const at = editions.data.items.findIndex((e) => e.number === number);
  const [edition, next] = [editions.data.items[at], editions.data.items[at - 1]];
  if (!edition || !next) return <NotFoundPage />;
  return (
    <>
      <Note kind="warn">
        {t('amendments.notValid', { from: dayAndClock(edition.since, language), to: dayAndClock(next.since, language) })}{' '}
        <Link to="/calls/$callId" params={{ callId: call.id }}>{t('amendments.toValid')}</Link>
      </Note>
      <h2>{textIn(edition.content.title, language)}</h2>
      <CallText content={edition.content} />
    </>
  );
}
