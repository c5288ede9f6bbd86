import type { AnySide } from '#libs/kernel';
import type { ReactNode } from 'react';

/** A side's sign and letters; colour never stands alone. */
export function SideMark({ side }: { side: AnySide }): ReactNode {
  return <span className={`sd ${side.toLowerCase()}`}>{side}</span>;
}
