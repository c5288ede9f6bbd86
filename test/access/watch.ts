import type { Name } from './cast.js';
import { ask, lanes, operations, type Operation } from './replay.js';
import type { World } from './world.js';

/** Everything that people can GET in a world, answer by answer: who asked what, and status, headers (ETags among them) and body. */
export async function watched(w: World, names: readonly Name[], paths: readonly string[]): Promise<Map<string, string>> {
  const seen = await lanes(names.flatMap((name) => paths.map((path) => async () => {
    const answer = await ask(w, name, 'GET', path);
    const body = answer.status === 200 && path.includes('/audit') ? await wholeTrail(w, name, path, answer.body) : `${answer.headers}\n${answer.body}`;
    return [`${name} ${path}`, `${answer.status}\n${body}`] as const;
  })));
  return new Map(seen);
}

interface Trail { items: { stream: string }[]; nextCursor: string | null }

/** All pages of a trail without the auditors' and officers' own looks, each of which is an entry and differs from look to look. */
async function wholeTrail(w: World, name: Name, path: string, first: string): Promise<string> {
  let page = JSON.parse(first) as Trail;
  const entries = [...page.items];
  while (page.nextCursor !== null) {
    page = JSON.parse((await ask(w, name, 'GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${page.nextCursor}`)).body) as Trail;
    entries.push(...page.items);
  }
  return JSON.stringify(entries.filter((e) => !/^(auditor|officer):/.test(e.stream)));
}

/** The addresses of all GETs of the OpenAPI document about these objects; lists also with a filter, a search and a small page. */
export async function allPaths(w: World, about: { applications: readonly string[]; calls: readonly string[]; announcements?: readonly string[] }): Promise<string[]> {
  const { all } = await operations(w.t.base);
  return all.filter((o) => o.method === 'GET').flatMap((o) => pathsOf(o, w, about));
}

function pathsOf(o: Operation, w: World, about: { applications: readonly string[]; calls: readonly string[]; announcements?: readonly string[] }): string[] {
  if (!o.path.includes('{')) {
    if (o.id === 'listApplications') return [o.path, ...['submitted', 'eligible', 'recommended', 'awarded'].map((s) => `${o.path}?state=${s}`), `${o.path}?q=Mark`, `${o.path}?limit=1`];
    if (o.id === 'listAudit') return [`${o.path}?limit=200`, `${o.path}?limit=200&q=vote`, ...about.applications.flatMap((id) => ['application', 'check', 'vote'].map((k) => `${o.path}?stream=${k}:${id}${k === 'application' ? '' : ':KG'}`)), ...about.calls.map((id) => `${o.path}?stream=lot:${id}:KG`)];
    return [o.path];
  }
  const ids = /\/calls\/\{id\}/.test(o.path) ? about.calls
    : /\/announcements\/\{id\}/.test(o.path) ? about.announcements ?? []
      : /\/(applications|register)\/\{id\}/.test(o.path) ? about.applications
        : /\/me\/assignments\/\{id\}/.test(o.path) ? [w.assignments.accepted, w.assignments.submitted] : [];
  return ids.map((id) => o.path.replace('{id}', id).replace('{personId}', w.who.reviewerAccepted.id).replace('{documentId}', w.documents.dossier));
}

/** Which answers changed. */
export function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
}
