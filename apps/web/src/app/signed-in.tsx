import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Skeleton } from '../components/states.js';
import { useMe } from './session.js';

/** Pages that need a person: others are sent to the log-in and come back afterwards. */
export function SignedIn(): ReactNode {
  const me = useMe();
  const { href } = useLocation();
  if (me === undefined) return <Skeleton />;
  if (me === null) return <Navigate to="/log-in" search={{ next: href }} replace />;
  return <Outlet />;
}
