import { client } from '#libs/kernel';

export const API_BASE = '/api/v1';

/** The language in which refusals are worded; the interface's language module sets it. */
let language = 'en';

export function speak(tag: string): void {
  language = tag;
}

/** Calls an endpoint of the API; answers what its contract says, or throws `Problem`. */
export const call = client({ base: API_BASE, headers: () => ({ 'accept-language': language }) });
