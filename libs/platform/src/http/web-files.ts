import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Serves the built web application: hashed assets for a year, and its one page for every address that is not the API's. */
export async function addWeb(fastify: FastifyInstance, webRoot: string): Promise<void> {
  const root = resolve(webRoot);
  if (!existsSync(resolve(root, 'index.html'))) return;
  // One route for all: one for each of the hundreds of slices of fonts would cost every start a tenth of its time.
  await fastify.register(fastifyStatic, {
    root, serve: false, preCompressed: true, cacheControl: false,
    setHeaders: (res, path) => { void res.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'); },
  });
  // Only names that were there at the start are looked for: an address with `..` or a NUL never comes near the disk.
  const files = new Set(['.', 'assets'].flatMap((folder) => namesIn(root, folder)));
  fastify.get('/*', (req, reply) => {
    const path = (req.params as { '*': string })['*'];
    if (files.has(path)) return reply.sendFile(path);
    if (path.startsWith('api/') || path.startsWith('assets/')) {
      reply.callNotFound();
      return reply;
    }
    return reply.sendFile('index.html');
  });
}

function namesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
}
