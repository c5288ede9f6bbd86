import type { Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NotFoundPage } from '../../app/error-pages.js';
import { useMe, type Me } from '../../app/session.js';
import { Skeleton } from '../../components/states.js';
import './desk.css';

export type Role = Me['roles'][number]['role'];

/** The side for which a person holds a role; null where they do not hold it, or hold it for no side. */
export function sideAs(me: Me | null | undefined, role: Role): Side | null {
  return me?.roles.find((r) => r.role === role)?.side ?? null;
}

export function holds(me: Me | null | undefined, role: Role): boolean {
  return me?.roles.some((r) => r.role === role) ?? false;
}

/** A dense page for those who hold one of the roles (anybody when none is named); for others it does not exist. */
export function Desk({ roles, children }: { roles?: readonly Role[]; children: ReactNode }): ReactNode {
  const me = useMe();
  if (!me) return <Skeleton />;
  if (roles && !roles.some((role) => holds(me, role))) return <NotFoundPage />;
  return <div className="dense">{children}</div>;
}

/** A row of figures above a table. */
export function Kpis({ items }: { items: readonly { label: string; value: ReactNode; note?: ReactNode }[] }): ReactNode {
  return <dl className="kpis">
    {items.map((one) => <div key={one.label}><dt>{one.label}</dt><dd>{one.value} {one.note && <small>{one.note}</small>}</dd></div>)}
  </dl>;
}

/** Ways to the next page of a list and back to its first one; the links are the page's own. */
export function Pager({ first, next }: { first?: ReactNode; next?: ReactNode }): ReactNode {
  const { t } = useTranslation('desk');
  return first || next ? <nav className="acts pager" aria-label={t('pages')}>{first}{next}</nav> : null;
}
