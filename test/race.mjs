// npm run race: the races of test/race with a thousand rounds each (RACE_ROUNDS, RACE_SEED to replay).
process.env.RACE_ROUNDS ??= '1000';
process.argv.splice(2, 0, 'test/race');
await import('./run.mjs');
