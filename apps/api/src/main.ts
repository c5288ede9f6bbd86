import 'reflect-metadata';
import { createServer, loadConfig, newLog } from '#libs/platform';
import { SystemModule } from './system.module.js';

const config = loadConfig(process.env);
const log = newLog(config.logLevel, 'api');
const app = await createServer(SystemModule.with(config, log), config, log, 'dist/web');
await app.listen(config.port, '0.0.0.0');
const address = app.getHttpServer().address() as { port: number };
process.send?.({ ready: true, port: address.port });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
if (process.send) process.on('disconnect', () => process.exit(1));
