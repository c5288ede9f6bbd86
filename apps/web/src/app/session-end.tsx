import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { now } from '../format/clock.js';
import type { Me } from './session.js';

/** Fetched when it is needed: most visits end before their session does. */
const SessionNotice = lazy(async () => ({ default: (await import('./session-notice.js')).SessionNotice }));

const NOTICE_MS = 10 * 60_000;

/** Where a session stands: far from its end, about to end, or ended. The browser's clock shows it; the server decides. */
function useStage(endsAt: string): 'far' | 'soon' | 'ended' {
  const [moment, setMoment] = useState(now);
  const left = Date.parse(endsAt) - moment.getTime();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = window.setTimeout(() => setMoment(now()), Math.min(left > NOTICE_MS ? left - NOTICE_MS : left, 60_000) + 50);
    return () => window.clearTimeout(timer);
  }, [left]);
  return left > NOTICE_MS ? 'far' : left > 0 ? 'soon' : 'ended';
}

/** Nothing, until some minutes before the session ends. */
export function SessionEnd({ me }: { me: Me }): ReactNode {
  const stage = useStage(me.sessionEndsAt);
  return stage === 'far' ? null : <Suspense fallback={null}><SessionNotice me={me} ended={stage === 'ended'} /></Suspense>;
}
