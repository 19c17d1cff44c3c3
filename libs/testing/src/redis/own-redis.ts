import { chosenPlace } from '../config.ts';
import { ownRedisEmbedded } from './own-redis-embedded.ts';
import { ownRedisInContainer } from './own-redis-in-container.ts';

/** A Redis of a spec's own, for what the others must not suffer. */
export interface OwnRedis {
  url: string;
  /** As a crash does: at once, and with what was not yet written. */
  kill(): Promise<void>;
  /** On the same port. @param afresh without the data that it had */
  start(afresh?: 'afresh'): Promise<void>;
  /** Answers nothing more, but keeps its connections. */
  hang(): Promise<void>;
  goOn(): Promise<void>;
  /** With its data. */
  remove(): Promise<void>;
}

/** Starts one, with an append-only file as in the shop. */
export const ownRedis = (): Promise<OwnRedis> =>
  chosenPlace() === 'containers' ? ownRedisInContainer() : ownRedisEmbedded();
