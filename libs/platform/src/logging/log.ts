import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** `parameters` are the values of a failed statement, as TypeORM's errors carry them: a hash or an email among them. */
const SECRETS = [
  '*.password',
  '*.authorization',
  '*.token',
  '*.source',
  '*.parameters',
  '*.driverError.parameters',
];

/** One JSON line an entry on standard output; credentials are cut out wherever they would stand. */
export const createLogger = (
  options: { level: string; app: string; instance: string },
  out: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Log =>
  pino(
    {
      level: options.level,
      base: { app: options.app, instance: options.instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS, censor: '[redacted]' },
    },
    out,
  );
