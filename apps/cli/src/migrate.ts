import { migrate } from '#libs/platform';

/** Brings a database to the present shape and ends: for deployments that migrate apart from the start. */
const url = process.env.DATABASE_OWNER_URL;
if (!url) {
  console.error('DATABASE_OWNER_URL is not set: expected the address of the owner’s role.');
  process.exit(2);
}
await migrate(url);
console.log('The database is up to date.');
