import { canOf, localTitles, refused, type Side } from '#libs/kernel';
import { sideOf, type Actor } from '#libs/platform';
import { byTie, type LotRound, type PublishedLot, type TiedView } from './data/lot.queries.js';
import { canCommit, canReveal, canStartAgain, type LotFacts } from './shared/lot-rules.js';

/** What the rules need to know of a lot, for one side. */
export function lotFactsOf(rounds: readonly LotRound[], tooLate: boolean, side: Side): LotFacts {
  const now = rounds.at(-1);
  return {
    round: now ? { committed: now.committed_at !== null, drawn: now.drawn_at !== null, again: now.again } : null, tooLate, side,
    ownCommitted: now?.commitments[side] !== undefined, ownRevealed: now?.secrets[side] !== undefined,
  };
}

/** Applications of each tie; one of which the viewer sees no equal is left out, since a lone one would tell how a hidden one stands. */
function groupsOf(tied: readonly TiedView[]): TiedView[][] {
  return byTie(tied).filter((tie) => tie.length > 1);
}

const filed = (by: Partial<Record<Side, string>>) => ({ KG: by.KG ?? null, CN: by.CN ?? null });

export function presentLot(rounds: readonly LotRound[], tied: readonly TiedView[], tooLate: boolean, actor: Actor) {
  const side = sideOf(actor, 'officer');
  const may = (rule: typeof canCommit) => canOf(side ? rule(lotFactsOf(rounds, tooLate, side)) : refused('not-found'));
  const state = rounds.length === 0 ? 'none' as const : rounds.at(-1)?.drawn_at ? 'drawn' as const : 'open' as const;
  return {
    state,
    rounds: rounds.map((r) => ({
      round: r.round, openedAt: r.opened_at.toISOString(), committedAt: r.committed_at?.toISOString() ?? null, drawnAt: r.drawn_at?.toISOString() ?? null,
      commitments: filed(r.commitments), secrets: filed(r.secrets), again: r.again,
    })),
    ties: groupsOf(tied).map((tie) => tie.map((a) => ({ applicationId: a.id, number: a.number, titleEn: a.title_en, titleLocal: localTitles(a.title_local), rank: a.rank, ticket: a.ticket }))),
    can: { commit: may(canCommit), reveal: may(canReveal), startAgain: may(canStartAgain) },
  };
}

/** The file of a drawn lot; undefined before it is drawn. */
export function lotFile(code: string, rounds: readonly LotRound[], tied: readonly TiedView[]) {
  const drawn = rounds.at(-1);
  if (!drawn?.drawn_at) return undefined;
  const { KG = '', CN = '' } = drawn.commitments;
  return {
    call: code, round: drawn.round, drawnAt: drawn.drawn_at.toISOString(), commitments: { KG, CN }, secrets: { KG: drawn.secrets.KG ?? '', CN: drawn.secrets.CN ?? '' },
    groups: groupsOf(tied).map((tie) => tie.map((a) => a.number)),
  };
}

export function presentPublishedLot({ code, drawn_at: drawnAt, ...lot }: PublishedLot) {
  return { call: code, drawnAt: drawnAt.toISOString(), ...lot };
}
