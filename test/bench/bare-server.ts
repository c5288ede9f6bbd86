import Fastify from 'fastify';
import pg from 'pg';
import type { ReadTx } from '#libs/platform';

/** The least that can answer: Fastify and the same SQL, without session, policy, transaction, validation and audit. Started by `bench.ts` with the app's database. */
const [, , , databaseUrl, person] = process.argv;
const at = (path: string) => import(new URL(`../../dist/libs/applications/src/data/${path}.js`, import.meta.url).href);
const { listApplications } = await at('applications.queries') as typeof import('../../libs/applications/src/data/applications.queries.js');
const { readDossier } = await at('dossier.queries') as typeof import('../../libs/applications/src/data/dossier.queries.js');

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
const rows = async (sql: string, args: readonly unknown[] = []) => (await pool.query(sql, [...args])).rows as unknown[];
const TABLE: Record<string, string> = { ApplicationRow: 'select *, call_id "callId" from application where id = $1', CallRow: 'select * from call where id = $1' };
const tx = {
  rows, row: async (sql: string, args: readonly unknown[]) => (await rows(sql, args))[0],
  repo: (row: { name: string }) => ({ findOneBy: async ({ id }: { id: string }) => (await rows(TABLE[row.name] ?? '', [id]))[0] }),
} as unknown as ReadTx;
const reader = { personId: person ?? null, grants: [{ role: 'officer' as const, side: 'KG' as const }], at: new Date(), language: 'en' as const, side: null };

const server = Fastify();
server.get('/list', (req) => listApplications(tx, reader, { limit: 200, ...req.query as object }));
server.get('/application/:id', (req) => readDossier(tx, (req.params as { id: string }).id));
server.post('/commit', async () => { await rows('insert into bench_commit default values'); return { done: true }; });
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: (server.server.address() as { port: number }).port });
process.on('disconnect', () => process.exit(0));
