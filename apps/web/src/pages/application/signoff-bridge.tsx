import type { Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, DeckWords, type Pier } from '../../components/bridge.js';
import { Words } from '../../components/words.js';
import { dayAndClock } from '../../format/dates.js';
import type { Application } from './types.js';

/** The first figures of a content hash, as people compare them. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}\u00a0${hash.slice(4, 8)}`;
}

/** Which lead has signed this version, and whose turn it is. */
export function SignoffBridge({ application, action }: { application: Application; action?: ReactNode }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const of = (side: Side) => application.signoffs.find((s) => s.side === side && s.contentHash === application.contentHash);
  const pier = (side: Side): Pier => {
    const signed = of(side);
    const lead = application.team.find((m) => m.side === side && m.role === 'lead' && m.state !== 'declined');
    if (signed)
      return {
        state: 'yes',
        words: t('signoff.signed'),
        details: (
          <>
            <p className="d">
              <Words>{signed.name}</Words>
            </p>
            <p className="d">{dayAndClock(signed.at, language)}</p>
          </>
        ),
      };
    return {
      state: 'wait',
      words: t('signoff.notSigned'),
      details: <p className="d">{lead ? t('signoff.waitingForName', { name: lead.name ?? lead.email }) : t('team.noLead')}</p>,
    };
  };
  const missing = (['KG', 'CN'] as const).filter((side) => !of(side));
  const version = t('signoff.version', { hash: shortHash(application.contentHash) });
  const deck = missing.length === 0 ? t('signoff.both') : missing.length === 1 ? t('signoff.waitingFor', { side: missing[0] }) : t('signoff.none');
  return <Bridge kg={pier('KG')} cn={pier('CN')} deck={<DeckWords strong={deck}>{version}</DeckWords>} action={action} />;
}
