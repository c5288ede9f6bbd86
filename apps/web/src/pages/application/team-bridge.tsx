import { Link } from '@tanstack/react-router';
import { SIDES, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bridge, DeckWords, type Pier } from '../../components/bridge.js';
import { Words } from '../../components/words.js';
import type { Application } from './types.js';

function leadOf(application: Application, side: Side) {
  const leads = application.team.filter((m) => m.side === side && m.role === 'lead');
  return leads.find((m) => m.state === 'accepted') ?? leads.find((m) => m.state === 'invited') ?? leads[0];
}

/** Whether both sides are in the team: one lead each who has accepted, and how many members. */
export function TeamBridge({ application, withLink = false }: { application: Application; withLink?: boolean }): ReactNode {
  const { t } = useTranslation('application');
  const there = (side: Side) => leadOf(application, side)?.state === 'accepted';
  const pier = (side: Side): Pier => {
    const lead = leadOf(application, side);
    const accepted = application.team.filter((m) => m.side === side && m.state === 'accepted').length;
    return {
      state: there(side) ? 'yes' : lead?.state === 'declined' ? 'no' : 'wait',
      words: lead ? <Words>{lead.name ?? lead.email}</Words> : t('team.noLead'),
      details: (
        <>
          {lead && <p className="d">{t(`team.leadStates.${lead.state}`)}</p>}
          {lead?.institution && <p className="d"><Words>{lead.institution}</Words></p>}
          <p className="d">{t('team.accepted', { count: accepted })}</p>
        </>
      ),
    };
  };
  const waiting = SIDES.filter((side) => !there(side));
  const deck = waiting.length === 0 ? t('team.bothThere') : waiting.length === 2 ? t('team.noneThere') : t('team.waitingFor', { side: waiting[0] });
  return (
    <Bridge
      kg={pier('KG')} cn={pier('CN')} deck={<DeckWords strong={deck}>{t('team.rule')}</DeckWords>}
      action={withLink && <Link to="/applications/$applicationId/team" params={{ applicationId: application.id }}>{t('team.manage')}</Link>}
    />
  );
}
