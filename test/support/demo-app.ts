import { join } from 'node:path';
import { seedDemo } from '../../apps/cli/src/seed/seed-demo.js';
import { SESSION_SECRET, TestApp } from './app.js';

/** The application with the demo in it, at the present: what a visitor of a fresh installation meets. */
export function demoApp(): Promise<TestApp> {
  return TestApp.start({
    web: true, at: new Date(),
    fill: async (d) => {
      await seedDemo({ appUrl: d.appUrl, ownerUrl: d.ownerUrl, queueUrl: d.queueUrl }, { dataDir: join(d.folder, d.name), sessionSecret: SESSION_SECRET, log: () => undefined });
    },
  });
}
