import type { EndpointShape, Request, Result } from '#libs/kernel';
import { isProblem, type Problem } from '#libs/kernel';
import { QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from './client.js';

type Asking = EndpointShape & { method: 'GET' };

/** The cache key of an endpoint, or of one request to it. */
export function keyOf(e: EndpointShape, input?: unknown): readonly unknown[] {
  return input === undefined ? [e.path] : [e.path, input];
}

export function ask<E extends Asking>(e: E, input: Request<E>) {
  return queryOptions<Result<E>, Problem>({ queryKey: keyOf(e, input), queryFn: ({ signal }) => call(e, input, signal) });
}

/** Reads an endpoint and keeps the answer; `when: false` waits. */
export function useAsk<E extends Asking>(e: E, input: Request<E>, { when = true }: { when?: boolean } = {}) {
  return useQuery({ ...ask(e, input), enabled: when });
}

/** 128 random bits; `crypto.randomUUID` would need https. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends to an endpoint and marks the named endpoints' answers as stale.
 * One Idempotency-Key per intention: kept over repeats with the same input, renewed after success or when the input differs.
 */
export function useSend<E extends EndpointShape>(e: E, stale: readonly EndpointShape[] = [], onDone?: (answer: Result<E>) => unknown) {
  const queries = useQueryClient();
  const intention = useRef<{ key: string; input: string }>(undefined);
  return useMutation<Result<E>, Problem, Request<E>>({
    mutationFn: (input) => {
      if (!e.idempotent) return call(e, input);
      const print = JSON.stringify(input);
      if (intention.current?.input !== print) intention.current = { key: newKey(), input: print };
      return call(e, Object.assign({ idempotencyKey: intention.current.key }, input));
    },
    onSuccess: async (answer) => {
      intention.current = undefined;
      await Promise.all(stale.map((s) => queries.invalidateQueries({ queryKey: keyOf(s) })));
      await onDone?.(answer);
    },
  });
}

/** Refusals are final; only lost connections and overload are worth another try. */
function retry(failures: number, error: Error): boolean {
  return failures < 2 && !(isProblem(error) && error.status !== 503);
}

export const queryClient = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 10_000 }, mutations: { retry: false } } });

/** Asks an endpoint again after a refusal as stale, so that what somebody else saved comes in. */
export function useRefreshWhenStale(problem: Problem | null, e: EndpointShape): void {
  const queries = useQueryClient();
  const stale = problem?.status === 412;
  useEffect(() => { if (stale) void queries.invalidateQueries({ queryKey: keyOf(e) }); }, [stale, queries, e]);
}
