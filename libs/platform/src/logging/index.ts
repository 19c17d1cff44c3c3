export { createLogger, type Log } from './log.ts';
export { NestLog } from './nest-log.ts';
