import 'reflect-metadata';
import { loadConfig, newLog, NestLog, stopOnSignals } from '#libs/platform';
import { NestFactory } from '@nestjs/core';
import { SystemModule } from '../../api/src/system.module.js';
import { startWorker } from './worker.js';

const config = loadConfig(process.env);
const log = newLog(config.logLevel, 'worker');
const app = await NestFactory.createApplicationContext(SystemModule.with(config, log), { logger: new NestLog(log), abortOnError: false });
startWorker(app);
process.send?.({ ready: true, port: 0 });
stopOnSignals(() => app.close());
