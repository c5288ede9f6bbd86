import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** The process log: JSON lines on standard output, without bodies and personal data. */
export function newLog(level: string, name: string): Logger {
  return pino({ level, name, redact: ['*.password', '*.secret', '*.code', 'err.parameters', 'err.driverError.detail'] });
}

/** Nest's own messages in the process log. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Logger) {}

  log(message: unknown): void { this.sink.debug(message); }

  warn(message: unknown): void { this.sink.warn(message); }

  error(message: unknown, stack?: unknown): void { this.sink.error({ stack }, String(message)); }
}
