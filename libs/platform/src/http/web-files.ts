import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Serves the built web application: hashed assets for a year, and its one page for every address that is not the API's. */
export async function addWeb(fastify: FastifyInstance, webRoot: string): Promise<void> {
  const root = resolve(webRoot);
  if (!existsSync(resolve(root, 'index.html'))) return;
  await fastify.register(fastifyStatic, {
    root, index: false, wildcard: false, preCompressed: true, cacheControl: false,
    setHeaders: (res, path) => { void res.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'); },
  });
  fastify.get('/*', (req, reply) => {
    const path = (req.raw.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/api/') || path.startsWith('/assets/')) {
      reply.callNotFound();
      return reply;
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
