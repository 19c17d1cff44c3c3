import { pino } from 'pino';
import { Behaviour } from './behaviour.ts';
import type { Config } from './config.ts';
import { buildApp } from './http/app.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';

export interface RunningProvider {
  /** `http://host:port` with the port that was taken. */
  url: string;
  /** Settles when the ledger can't be written any more: the process has to end, since what the file holds is unknown. */
  broken: Promise<Error>;
  /** Answers what is under way, makes the ledger durable, and lets go of port and file. */
  close(): Promise<void>;
}

/**
 * Replays the ledger and listens.
 * @throws CorruptJournalError where the ledger's file is damaged; the system's error where the port is taken
 */
export async function startProvider(config: Config): Promise<RunningProvider> {
  const logger = pino({ level: config.logLevel });
  const ledger = new Ledger();
  const { journal, tornBytes } = await Journal.open(config.ledgerFile, (record) => ledger.replay(record));
  if (tornBytes > 0) {
    logger.warn({ file: config.ledgerFile, tornBytes }, 'cut off a last line that a crash left unfinished');
  }
  ledger.recordTo(journal);
  const app = buildApp({ ledger, behaviour: new Behaviour(), logger });
  try {
    const url = await app.listen({ host: config.host, port: config.port });
    return {
      url,
      broken: journal.broken,
      async close() {
        await app.close();
        await journal.close();
      },
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}
