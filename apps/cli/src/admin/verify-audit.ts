import { AuditTrail, SystemClock, type Config } from '#libs/platform';
import { DataSource } from 'typeorm';

/** Prints whether every chain holds; 0 when all do, 1 when something was altered. */
export async function auditReport(urls: { appUrl: string }, config: Pick<Config, 'dataDir'>): Promise<number> {
  const ds = new DataSource({ type: 'postgres', url: urls.appUrl });
  await ds.initialize();
  try {
    const report = await new AuditTrail(ds, new SystemClock(), config).verify();
    console.log(`${report.entries} entries, ${report.roots} signed roots, head ${report.head}`);
    for (const fault of report.faults) console.error(`- ${fault}`);
    console.log(report.verified ? 'The audit trail is whole.' : 'The audit trail was altered.');
    return report.verified ? 0 : 1;
  } finally {
    await ds.destroy();
  }
}
