import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { Queues } from '../queue/queues.js';
import { FileStore } from '../storage/file-store.js';

async function works(probe: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => { timer = setTimeout(() => { reject(new Error('late')); }, 3000); });
  try {
    await Promise.race([probe(), late]);
    return 'up';
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}

/** `live`: the process answers. `ready`: database, queue and storage answer too (503 otherwise). */
export function addHealth(fastify: FastifyInstance, app: INestApplicationContext): void {
  fastify.get('/api/health/live', (_, reply) => reply.send({ status: 'up' }));
  fastify.get('/api/health/ready', async (_, reply) => {
    const database = await works(() => app.get(DataSource).query('select 1'));
    const queue = await works(() => app.get(Queues).ping());
    const storage = await works(() => app.get(FileStore).ping());
    const up = database === 'up' && queue === 'up' && storage === 'up';
    return reply.status(up ? 200 : 503).send({ status: up ? 'up' : 'down', database, queue, storage });
  });
}
