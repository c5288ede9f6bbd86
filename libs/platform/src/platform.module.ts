import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AuditTrail } from './audit/audit-trail.js';
import { Clock, SimulatedClock, SystemClock } from './clock/clock.js';
import { CONFIG, type Config } from './config/config.js';
import { appDataSource } from './db/data-source.js';
import { CommitLimit, Db } from './db/db.js';
import { Endpoints, PolicyGuard } from './http/endpoints.js';
import { Looks } from './http/looks.js';
import { Jobs } from './jobs/jobs.js';
import { KeptMailer, Mailer, SmtpMailer } from './mail/mailer.js';
import { Consumers } from './outbox/consumers.js';
import { Relay } from './outbox/relay.js';
import { anyone, anyPerson, Policies } from './policy/policies.js';
import { Queues } from './queue/queues.js';
import { FileStore, FolderStore } from './storage/file-store.js';
import { Sweeps } from './sweep.js';

/** Injection token of the process log. */
export const LOG = Symbol('log');

const MECHANISMS = [AuditTrail, CommitLimit, Db, Endpoints, PolicyGuard, Looks, Jobs, Consumers, Relay, Policies, Sweeps];

/** Everything that slices stand on, once for a process. `clock`: another clock than the configured one (tests). */
@Global()
@Module({})
export class PlatformModule {
  constructor(policies: Policies) {
    policies.add({ public: anyone, 'account.own': anyPerson });
  }

  static with(config: Config, log: Logger, rows: Type[], clock?: Clock): DynamicModule {
    if (!config.databaseUrl) throw new Error('DATABASE_URL is not set');
    return {
      module: PlatformModule,
      // A database that is coming back itself is met soon after, not at the end of a long pause.
      imports: [TypeOrmModule.forRoot({ ...appDataSource(config.databaseUrl, rows), retryAttempts: 20, retryDelay: 500 }), DiscoveryModule],
      providers: [
        ...MECHANISMS,
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        { provide: Clock, useFactory: (ds: DataSource) => clock ?? (config.clock === 'simulated' ? new SimulatedClock(ds) : new SystemClock()), inject: [DataSource] },
        { provide: Queues, useFactory: () => new Queues(config) },
        { provide: FileStore, useFactory: () => new FolderStore(join(config.dataDir, 'files')) },
        { provide: Mailer, useFactory: () => (config.smtpUrl ? new SmtpMailer(config.smtpUrl, config.mailFrom) : new KeptMailer()) },
      ],
      exports: [...MECHANISMS, CONFIG, LOG, Clock, Queues, FileStore, Mailer, TypeOrmModule],
    };
  }
}
