import { pino, type DestinationStream, type Logger } from 'pino';
import { currentTrace, traceIdOf } from '../tracing/index.ts';

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

/** What a line has in common with others that come of the same request, in this process and in others. */
const traceOfLine = (): { correlationId?: string; traceId?: string } => {
  const trace = currentTrace();
  return trace === undefined
    ? {}
    : { correlationId: trace.correlationId, traceId: traceIdOf(trace.traceparent) };
};

/** Bytes of lines that could not be written and wait for room; what comes on top of them is lost. */
const MAY_WAIT_BYTES = 1024 * 1024;

/**
 * Where lines go. One that can't be written, as on a full disk, is no reason to end a process that serves customers.
 * @param fd open for writing
 */
export const logOutput = (fd: number): DestinationStream => {
  const out = pino.destination({ dest: fd, sync: true, maxLength: MAY_WAIT_BYTES });
  out.on('error', () => undefined);
  return out;
};

/** One JSON line an entry on standard output; credentials are cut out wherever they would stand. */
export const createLogger = (
  options: { level: string; app: string; instance: string },
  out: DestinationStream = logOutput(1),
): Log =>
  pino(
    {
      level: options.level,
      base: { app: options.app, instance: options.instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: traceOfLine,
      redact: { paths: SECRETS, censor: '[redacted]' },
    },
    out,
  );
