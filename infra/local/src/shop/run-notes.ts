import { rm } from 'node:fs/promises';
import { claimRunFile, writeRunFile, type ProcessRecord, type RunRecord } from '../home/run-file.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import type { ManagedServer } from '../processes/managed-server.ts';
import { identifyProcess } from '../processes/process-identity.ts';

/** What a run tells others, and its successor where it is killed, in a file. */
export class RunNotes {
  readonly #file: string;
  readonly #partNames: () => string[];
  #record: RunRecord | undefined;
  #isOver = false;

  /** @param partNames of what there is at the moment, in the order that it is to be listed in */
  constructor(file: string, partNames: () => string[]) {
    this.#file = file;
    this.#partNames = partNames;
  }

  get record(): RunRecord {
    if (!this.#record) throw new Error('The shop has not claimed its home yet.');
    return this.#record;
  }

  /** False where another run has the file. */
  begin(record: RunRecord): boolean {
    if (!claimRunFile(this.#file, record)) return false;
    this.#record = record;
    return true;
  }

  note(news: Partial<RunRecord>): void {
    this.#record = { ...this.record, ...news };
    // What was under way when the shop was stopped still has its say.
    if (!this.#isOver) writeRunFile(this.#file, this.#record);
  }

  noteServer({ name, log, pid, startedAt, url }: ManagedServer): void {
    this.#notePart(pid, { name, startedAt: startedAt.toISOString(), readyUrl: url ?? '', log });
  }

  noteProcess({ plan, pid, startedAt }: ManagedProcess): void {
    const { name, log, url, opsUrl, readyUrl } = plan;
    this.#notePart(pid, { name, startedAt: startedAt.toISOString(), url, opsUrl, readyUrl, log });
  }

  /** Those that there are no more. */
  forgetGone(): void {
    const names = this.#partNames();
    this.note({ processes: this.record.processes.filter(({ name }) => names.includes(name)) });
  }

  /** For a run that is over. */
  async discard(): Promise<void> {
    this.#isOver = true;
    if (this.#record) await rm(this.#file, { force: true });
  }

  #notePart(pid: number | undefined, facts: Omit<ProcessRecord, 'pid' | 'identity'>): void {
    if (pid === undefined) return;
    const noted = { ...facts, pid, identity: identifyProcess(pid) ?? '' };
    const order = this.#partNames();
    const processes = [...this.record.processes.filter(({ name }) => name !== noted.name), noted].toSorted(
      (one, other) => order.indexOf(one.name) - order.indexOf(other.name),
    );
    this.note({ processes });
  }
}
