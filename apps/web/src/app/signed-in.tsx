import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { Skeleton } from '../components/states.js';
import { SessionEnd } from './session-end.js';
import { useMe } from './session.js';

/** Pages that need a person: others are sent to the log-in and come back afterwards. */
export function SignedIn(): ReactNode {
  const me = useMe();
  if (me === undefined) return <Skeleton />;
  if (me === null) return <ToLogIn />;
  return (
    <>
      <Outlet />
      <SessionEnd me={me} />
    </>
  );
}

function ToLogIn(): ReactNode {
  const router = useRouter();
  // Once, from where the person stood: the address is the log-in's already while that page is being fetched.
  useEffect(() => {
    const { href, pathname } = router.latestLocation;
    if (pathname !== '/log-in') void router.navigate({ to: '/log-in', search: { next: href }, replace: true });
  }, [router]);
  return <Skeleton />;
}
