import { pino, type Logger } from 'pino';

export type Log = Logger;

/** One JSON line an entry on standard output; credentials are cut out wherever they would stand. */
export const createLogger = (options: { level: string; app: string; instance: string }): Log =>
  pino({
    level: options.level,
    base: { app: options.app, instance: options.instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.password', '*.authorization', '*.token', '*.source'], censor: '[redacted]' },
  });
