import { OK, refused, type Side, type Verdict } from '#libs/kernel';

/** What a side knows of the lot of a call: `round` is the newest one, null where none is needed; never anything of the other side's step before its own. */
export interface LotFacts {
  round: { committed: boolean; drawn: boolean; again: readonly Side[] } | null;
  /** Decisions are over, or something was announced. */
  tooLate: boolean;
  side: Side; ownCommitted: boolean; ownRevealed: boolean;
}

function isOpen(f: LotFacts): Verdict {
  if (!f.round) return refused('lot.not-needed');
  if (f.round.drawn) return refused('lot.drawn');
  return f.tooLate ? refused('lot.too-late') : OK;
}

/** Each side commits once a round. */
export function canCommit(f: LotFacts): Verdict {
  const open = isOpen(f);
  return open.ok && f.ownCommitted ? refused('lot.already-committed') : open;
}

/** Each side reveals once a round, after both have committed. */
export function canReveal(f: LotFacts): Verdict {
  const open = isOpen(f);
  if (!open.ok) return open;
  if (!f.round?.committed) return refused('lot.not-committed');
  return f.ownRevealed ? refused('lot.already-revealed') : OK;
}

/** A new round takes the word of both sides, before the lot is drawn: nobody knows yet how it would fall. */
export function canStartAgain(f: LotFacts): Verdict {
  const open = isOpen(f);
  return open.ok && f.round?.again.includes(f.side) ? refused('approval.already-given') : open;
}
