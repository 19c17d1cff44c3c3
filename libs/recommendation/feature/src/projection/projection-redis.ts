import { Redis } from 'ioredis';
import { ABANDON, BEGIN, SERVE, STATE, TAKE } from './scripts.ts';

const CONNECT_WITHIN_MS = 1_000;
const ANSWER_WITHIN_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/** The connection of the projection, with its scripts as commands. */
export class ProjectionRedis extends Redis {
  declare take: (root: string, ...rest: (string | number)[]) => Promise<'OK'>;
  declare begin: (root: string, generation: string) => Promise<0 | 1>;
  declare serve: (root: string, generation: string) => Promise<0 | 1>;
  declare abandon: (root: string, generation: string) => Promise<unknown>;
  declare state: (root: string) => Promise<[string, 0 | 1, string, number, string[]]>;

  /** Commands fail within about a second while Redis is away or hangs; it comes back by itself when Redis does. */
  constructor(url: string, onError: (error: Error) => void) {
    super(url, {
      connectionName: 'projection',
      connectTimeout: CONNECT_WITHIN_MS,
      commandTimeout: ANSWER_WITHIN_MS,
      maxRetriesPerRequest: 1,
      retryStrategy: (attempt) => Math.min(50 * attempt, LONGEST_PAUSE_MS),
    });
    for (const [name, lua] of Object.entries({
      take: TAKE,
      begin: BEGIN,
      serve: SERVE,
      abandon: ABANDON,
      state: STATE,
    })) {
      this.defineCommand(name, { lua, numberOfKeys: 1 });
    }
    let away = false;
    this.on('error', (error: Error) => {
      if (!away) onError(error);
      away = true;
    });
    this.on('ready', () => (away = false));
  }
}
