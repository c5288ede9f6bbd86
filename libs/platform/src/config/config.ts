import { z } from 'zod';

const optionalUrl = (schemes: readonly string[]) => z.string().optional().transform((v) => v || undefined)
  .refine((v) => v === undefined || schemes.some((s) => v.startsWith(`${s}:`)), { message: `a URL that starts with ${schemes.map((s) => `${s}://`).join(' or ')}` });

const flag = (byDefault: boolean) => z.enum(['on', 'off']).default(byDefault ? 'on' : 'off').transform((v) => v === 'on');

const Environment = z.object({
  PORT: z.coerce.number({ message: 'a port number from 0 to 65535' }).int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('.kopuro'),
  DATABASE_URL: optionalUrl(['postgres', 'postgresql']),
  DATABASE_OWNER_URL: optionalUrl(['postgres', 'postgresql']),
  QUEUE_DATABASE_URL: optionalUrl(['postgres', 'postgresql']),
  REDIS_URL: optionalUrl(['redis', 'rediss']),
  SMTP_URL: optionalUrl(['smtp', 'smtps']),
  MAIL_FROM: z.string().default('Köpürö <no-reply@kopuro.test>'),
  PUBLIC_URL: optionalUrl(['http', 'https']),
  SEED: z.enum(['demo', 'none']).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  SESSION_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  CLOCK: z.enum(['system', 'simulated']).default('system'),
  RATE_LIMITS: flag(true),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  ANSWER_CHECK: z.enum(['strict', 'strip']).default('strip'),
});

/** Validated settings of one process. Databases are URLs, folders are paths, flags are booleans. */
export interface Config {
  port: number; dataDir: string; databaseUrl?: string | undefined; databaseOwnerUrl?: string | undefined; queueDatabaseUrl?: string | undefined;
  redisUrl?: string | undefined; smtpUrl?: string | undefined; mailFrom: string; publicUrl: string; seed?: 'demo' | 'none' | undefined;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'; sessionSecret?: string | undefined;
  clock: 'system' | 'simulated'; rateLimits: boolean; answerCheck: 'strict' | 'strip'; metricsToken?: string | undefined;
}

export class ConfigError extends Error {}

/** Reads the environment; throws `ConfigError` that names every wrong setting and what is expected. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const r = Environment.safeParse(env);
  if (!r.success) {
    const lines = r.error.issues.map((i) => `- ${i.path.join('.')}: expected ${i.message}`);
    throw new ConfigError(`Settings refused:\n${lines.join('\n')}`);
  }
  const e = r.data;
  if (e.DATABASE_URL && !e.SESSION_SECRET) throw new ConfigError('Settings refused:\n- SESSION_SECRET: expected a text of at least 32 characters');
  return {
    port: e.PORT, dataDir: e.DATA_DIR, databaseUrl: e.DATABASE_URL, databaseOwnerUrl: e.DATABASE_OWNER_URL, queueDatabaseUrl: e.QUEUE_DATABASE_URL,
    redisUrl: e.REDIS_URL, smtpUrl: e.SMTP_URL, mailFrom: e.MAIL_FROM, publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`, seed: e.SEED,
    logLevel: e.LOG_LEVEL, sessionSecret: e.SESSION_SECRET, clock: e.CLOCK, rateLimits: e.RATE_LIMITS, answerCheck: e.ANSWER_CHECK, metricsToken: e.METRICS_TOKEN,
  };
}

/** Injection token of `Config`. */
export const CONFIG = Symbol('config');
