import { languageOf } from '#libs/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cookieName, type Sessions } from '../auth/sessions.js';
import { elapsedMs, type Clock } from '../clock/clock.js';
import { Refused } from '../refused.js';
import { endpointOf, type KopuroRequest } from './request.js';

/** A write that rides on a cookie must come from our own pages. */
function refuseCrossSite(req: FastifyRequest): void {
  if (req.method === 'GET' || req.method === 'HEAD') return;
  const site = req.headers['sec-fetch-site'];
  const origin = req.headers.origin;
  const foreign = (site !== undefined && site !== 'same-origin' && site !== 'none')
    || (origin !== undefined && origin.replace(/^https?:\/\//, '') !== req.headers.host);
  if (foreign) throw new Refused('request.cross-site');
}

/** Stamps the instant of receipt and finds the person behind a request, before its body is read. */
export function addSessionHook(app: FastifyInstance, clock: Clock, sessions: Sessions, publicUrl: string): void {
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    const req = request as KopuroRequest;
    if (!endpointOf(req)) return;
    const since = elapsedMs();
    const at = await clock.now();
    const language = languageOf(req.headers['accept-language']);
    const bearer = /^Bearer ([\w-]{20,100})$/.exec(req.headers.authorization ?? '')?.[1];
    const cookie = req.cookies[cookieName(publicUrl)];
    if (!bearer && cookie) refuseCrossSite(req);
    const secret = bearer ?? cookie;
    const person = secret ? await sessions.find(secret, bearer ? 'token' : 'cookie', at) : null;
    req.actor = { personId: person?.personId ?? null, at, since, language, grants: person?.grants ?? [], side: person?.side ?? null, ...(person && { until: person.until }) };
  });
}
