import 'reflect-metadata';
import { endpoint } from '#libs/kernel';
import { createServer, FrozenClock, newLog, PlatformModule, Route, type Config, type Input } from '#libs/platform';
import { identityRows, IdentityModule } from '#libs/identity';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { z } from 'zod';
import { START } from '../support/app.js';
import { newDatabase, type TestDatabase } from '../support/database.js';

const answer = { 200: z.object({ ok: z.boolean() }) };
const unknownPolicy = endpoint({ method: 'GET', path: '/planted', policy: 'nobody.declared-this', summary: 'Planted', response: answer });
const twice = endpoint({ method: 'GET', path: '/session', policy: 'public', summary: 'Planted', response: answer });

@Controller() class NoContract { @Get('planted') planted() { return { ok: true }; } }
@Controller() class UnknownPolicy { @Route(unknownPolicy) unknownPolicy({ actor }: Input<typeof unknownPolicy>) { void actor; return { ok: true }; } }
@Controller() class Twice { @Route(twice) twice({ actor }: Input<typeof twice>) { void actor; return { ok: true }; } }

describe('the application refuses to start', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await newDatabase(); });
  afterAll(() => db.drop());

  async function startWith(controller: Type): Promise<void> {
    @Module({ controllers: [controller] }) class Planted {}
    const config: Config = {
      port: 0, dataDir: db.folder, databaseUrl: db.appUrl, queueDatabaseUrl: db.queueUrl, mailFrom: 'x', publicUrl: 'http://localhost', logLevel: 'silent', sessionSecret: 'x'.repeat(32),
      clock: 'system', rateLimits: false, answerCheck: 'strict',
    };
    const log = newLog('silent', 'test');
    @Module({ imports: [PlatformModule.with(config, log, identityRows, new FrozenClock(START)), IdentityModule, Planted] }) class System {}
    const app = await createServer(System, config, log);
    await app.close();
  }

  it.each([
    [NoContract, /NoContract.planted has no endpoint contract, hence no policy/],
    [UnknownPolicy, /UnknownPolicy.unknownPolicy names the unknown policy nobody.declared-this/],
    [Twice, /repeats GET \/session/],
  ] as [Type, RegExp][])('over %p', async (controller, message) => {
    await expect(startWith(controller)).rejects.toThrow(message);
  });
});
