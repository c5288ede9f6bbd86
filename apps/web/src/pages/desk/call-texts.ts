import { listCalls, readCall } from '#libs/calls/shared/contract';
import type { Language } from '#libs/kernel';
import { useAsk } from '../../api/queries.js';
import { textIn } from '../../format/texts.js';
import type { Call } from '../calls/types.js';

/** A call by its code, for pages that know nothing else of it. */
export function useCallByCode(code: string | undefined): Call | undefined {
  const calls = useAsk(listCalls, { query: { limit: 100 } }, { when: code !== undefined });
  const id = calls.data?.items.find((c) => c.code === code)?.id;
  return useAsk(readCall, { params: { id: id ?? '' } }, { when: id !== undefined }).data;
}

/** A theme's name in the reader's language; its code while the call is not known. */
export function themeName(call: Call | undefined, code: string, language: Language): string {
  const theme = call?.content.themes.find((x) => x.code === code);
  return theme ? textIn(theme.names, language) : code;
}
