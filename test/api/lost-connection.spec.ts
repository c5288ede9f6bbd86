import pg from 'pg';
import { PreparingClient } from '../../libs/platform/src/db/preparing-client.js';
import { newDatabase, type TestDatabase } from '../support/database.js';

describe('a connection that the database ends', () => {
  let database: TestDatabase;
  let other: pg.Client;
  beforeAll(async () => {
    database = await newDatabase();
    other = new pg.Client({ connectionString: database.superuserUrl });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await database.drop();
  });

  it('ends no process while nobody uses it, and answers the next statement with an error', async () => {
    const client: pg.Client = new PreparingClient({ connectionString: database.appUrl });
    await client.connect();
    const { rows: [own] } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
    const ended = new Promise((done) => { client.once('end', done); });
    await other.query('select pg_terminate_backend($1)', [own?.pid]);
    await ended;
    await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminated/);
  });
});
