import 'reflect-metadata';
import { createServer, loadConfig, newLog, stopOnSignals } from '#libs/platform';
import { SystemModule } from './system.module.js';

const config = loadConfig(process.env);
const log = newLog(config.logLevel, 'api');
const app = await createServer(SystemModule.with(config, log), config, log, 'dist/web');
await app.listen(config.port, '0.0.0.0');
const address = app.getHttpServer().address() as { port: number };
process.send?.({ ready: true, port: address.port });
stopOnSignals(() => app.close());
