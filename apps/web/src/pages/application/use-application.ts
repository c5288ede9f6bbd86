import { readApplication } from '#libs/applications/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../../api/client.js';
import { keyOf, useAsk } from '../../api/queries.js';
import type { Call } from '../calls/types.js';
import { DraftKeeper, type View } from './draft-keeper.js';
import type { Fields, Section } from './section-draft.js';
import type { Application } from './types.js';

/** The application of this address with its call; throws for the error page what cannot be read. */
export function useApplication(): { application: Application; call: Call } | undefined {
  const { applicationId } = useParams({ strict: false });
  const application = useAsk(readApplication, { params: { id: applicationId ?? '' } });
  const ofCall = useAsk(readCall, { params: { id: application.data?.callId ?? '' } }, { when: application.data !== undefined });
  if (application.error && !application.data) throw application.error;
  if (ofCall.error && !ofCall.data) throw ofCall.error;
  return application.data && ofCall.data ? { application: application.data, call: ofCall.data } : undefined;
}

/** Puts an answered application into the cache, so that every page shows it at once. */
export function useKeepApplication(): (application: Application) => void {
  const queries = useQueryClient();
  return (application) => queries.setQueryData(keyOf(readApplication, { params: { id: application.id } }), application);
}

/** The draft of one section of an application. */
export function useDraft<F extends Fields>(section: Section<F>, application: Application): { view: View<F>; keeper: DraftKeeper<F, Application> } {
  const keep = useKeepApplication();
  const [keeper] = useState(() => {
    const { id } = application;
    const source = {
      ...section, id, send: (changed: Partial<F>, whole: F, version: number) => section.send(id, changed, whole, version),
      latest: () => call(readApplication, { params: { id } }),
    };
    return new DraftKeeper(source, application, keep, application.can.edit.ok);
  });
  useEffect(() => keeper.learn(application), [keeper, application]);
  return { view: useSyncExternalStore(keeper.subscribe, keeper.snapshot), keeper };
}
