import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A line of the journal that can't be what this process once wrote. Says file and line. */
export class CorruptJournalError extends Error {
  constructor(file: string, line: number, reason: string) {
    super(
      `${file}:${line}: ${reason}. Restore the file from a copy, or move it away to start with an empty ledger.`,
    );
    this.name = 'CorruptJournalError';
  }
}

export interface OpenedJournal {
  journal: Journal;
  /** Bytes of an unfinished last line that were cut off: a crash in mid-write, so never answered to anybody. */
  tornBytes: number;
}

/**
 * An append-only file of JSON records, one a line.
 *
 * `append` settles once its record is on the disk. All records that arrive while one fdatasync runs share the next one
 * (group commit), so throughput grows with concurrency instead of being bound to the disk's syncs per second.
 * After a failed write every later append fails too: what the file holds is unknown, so the process has to start anew.
 */
export class Journal {
  /** Settles with the error of the first write that failed; pending as long as all is well. */
  readonly broken: Promise<Error>;
  readonly #file: FileHandle;
  readonly #reportBroken: (error: Error) => void;
  #waiting = '';
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
    let report: (error: Error) => void = () => undefined;
    this.broken = new Promise((resolve) => {
      report = resolve;
    });
    this.#reportBroken = report;
  }

  /**
   * Opens `file` (created when absent), hands each record in it to `replay`, and cuts off a torn last line.
   * @param replay called in order with the record and its line (from 1); what it throws is reported as a corrupt line
   * @throws CorruptJournalError for a line that is no JSON, or that `replay` refused
   */
  static async open(file: string, replay: (record: unknown, line: number) => void): Promise<OpenedJournal> {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a+');
    try {
      const whole = await replayLines(file, replay);
      const { size } = await handle.stat();
      if (size > whole) await handle.truncate(whole);
      await handle.sync();
      await syncDirectory(dirname(file));
      return { journal: new Journal(handle), tornBytes: size - whole };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Appends one record; settles once it is durable, rejects when it could not be written. */
  append(record: object): Promise<void> {
    this.#waiting += `${JSON.stringify(record)}\n`;
    this.#next ??= this.#running.then(() => this.#writeWaiting());
    return this.#next;
  }

  /** Settles once all that was appended before this call is durable. */
  settled(): Promise<void> {
    return this.#next ?? this.#running;
  }

  async close(): Promise<void> {
    try {
      await this.settled();
    } finally {
      await this.#file.close();
    }
  }

  async #writeWaiting(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = '';
    this.#running = this.#next ?? this.#running;
    this.#next = undefined;
    try {
      await this.#file.appendFile(lines);
      await this.#file.datasync();
    } catch (error) {
      this.#reportBroken(error as Error);
      throw error;
    }
  }
}

/** Returns the length in bytes of all finished lines. */
async function replayLines(file: string, replay: (record: unknown, line: number) => void): Promise<number> {
  let line = 0;
  let whole = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const data: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let start = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
      line += 1;
      try {
        replay(JSON.parse(data.toString('utf8', start, end)), line);
      } catch (error) {
        throw new CorruptJournalError(file, line, (error as Error).message);
      }
      start = end + 1;
    }
    whole += start;
    rest = data.subarray(start);
  }
  return whole;
}

/** Makes the file's own entry in its directory durable. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
