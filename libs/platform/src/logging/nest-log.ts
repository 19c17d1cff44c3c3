import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.ts';

const causeOf = (message: unknown) => (message instanceof Error ? { err: message } : {});

/** Nest's own messages (boot, unhandled errors) in the process's log. */
export class NestLog implements LoggerService {
  private readonly logger: Log;

  constructor(logger: Log) {
    this.logger = logger;
  }

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stackOrContext?: string, context?: string): void {
    this.logger.error({ context: context ?? stackOrContext, ...causeOf(message) }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context, ...causeOf(message) }, String(message));
  }
}
