import { seedDemo } from '../../apps/cli/src/seed/seed-demo.js';
import { SESSION_SECRET, TestApp } from './app.js';
import { filledDatabase } from './database.js';

/** The application with the demo in it, at the present: what a visitor of a fresh installation meets. */
export function demoApp(): Promise<TestApp> {
  return TestApp.start({
    web: true, at: new Date(),
    database: () => filledDatabase('demo', async ({ appUrl, ownerUrl, queueUrl, files }) => {
      await seedDemo({ appUrl, ownerUrl, queueUrl }, { dataDir: files, sessionSecret: SESSION_SECRET, log: () => undefined });
    }),
  });
}
