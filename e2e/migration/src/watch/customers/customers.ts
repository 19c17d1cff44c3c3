import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Tally, TallyBySecond } from '@twinshop/drills/traffic';
import type { History } from '@twinshop/invariants';
import { FROM_SOURCE } from '../../from-source.ts';
import type { Experience, Failure } from '../../record/migration-record.ts';
import { own } from './shared-clock.ts';
import { LEAVE, type Invitation, type Told } from './words.ts';

const THREAD = path.join(import.meta.dirname, 'customers.thread.ts');
const FAILURES_TOLD = 100;

/**
 * Customers who look, order and look after their orders while a shop moves; each order is in the history. They are played in
 * a thread of their own: whoever compares answers in the same one has them find those late that came in time.
 */
export class Customers {
  /** The first hundred requests that were not answered as they should be. */
  readonly failures: Failure[] = [];
  #sentAgain = 0;
  readonly #thread: Worker;
  readonly #startedAt: number;
  readonly #tally: TallyBySecond;
  readonly #open = Promise.withResolvers<void>();
  readonly #left = Promise.withResolvers<History>();
  #loss: Error | undefined;

  private constructor(thread: Worker, startedAt: number) {
    this.#thread = thread;
    this.#startedAt = startedAt;
    this.#tally = new TallyBySecond(startedAt);
    thread.on('message', (told: Told) => this.#hear(told));
    thread.on('error', (error) => this.#lost(error));
    thread.on('exit', () => this.#lost(new Error('The customers have left.')));
    // Heard of by whoever asks them to leave.
    this.#left.promise.catch(() => undefined);
  }

  /**
   * Lets them in.
   * @param shop only what customers and the admin know of it
   * @param options.startedAt as `performance.now()` tells it: seconds are counted from it
   * @throws Error where the shop does not take what is to be sold
   */
  static async of(
    { publicUrl, admin }: Invitation['shop'],
    { startedAt, ...options }: Omit<Invitation, 'shop'> & { startedAt: number },
  ): Promise<Customers> {
    const workerData: Invitation = { shop: { publicUrl, admin }, ...options };
    const customers = new Customers(new Worker(THREAD, { workerData, execArgv: FROM_SOURCE }), startedAt);
    await customers.#open.promise;
    // Whoever let them in may end before they have left.
    customers.#thread.unref();
    return customers;
  }

  /** Of the whole seconds that begin in a stretch of time. Milliseconds since the start. */
  seen(fromMs: number, toMs: number): Experience {
    const all = new Tally();
    for (const tally of this.#tally.between(fromMs, toMs).values()) all.add(tally);
    const { requests, failed, p50, p99 } = all.traffic;
    return { requests, failed, ...(requests > 0 && { p50, p99 }) };
  }

  /** Requests that were sent twice, as browsers do, since their connection was closed before an answer began; once all have left. */
  get sentAgain(): number {
    return this.#sentAgain;
  }

  /** Whether all are answered who came in the second that begins at `atMs`. */
  areAnswered(atMs: number): boolean {
    return this.#tally.isComplete(atMs);
  }

  /** @throws where they are no longer there, and so see nothing */
  insistOnThem(): void {
    if (this.#loss !== undefined) throw this.#loss;
  }

  /** Nobody new comes; all are answered, and what became of each order is known. */
  async leave(): Promise<History> {
    this.#thread.ref();
    this.#thread.postMessage(LEAVE);
    return this.#left.promise;
  }

  #hear(told: Told): void {
    switch (told.kind) {
      case 'open':
        return this.#open.resolve();
      case 'asked':
        return this.#tally.begin(own(told.at));
      case 'answered':
        return this.#tally.end(told.endpoint, own(told.at), told.ending);
      case 'failed':
        return this.#note({ atMs: own(told.at) - this.#startedAt, what: told.endpoint, says: told.says });
      case 'left':
        this.#sentAgain = told.sentAgain;
        return this.#left.resolve(told.history);
    }
  }

  #note(failure: Failure): void {
    if (this.failures.length < FAILURES_TOLD) this.failures.push(failure);
  }

  #lost(error: Error): void {
    this.#loss ??= error;
    this.#open.reject(error);
    this.#left.reject(error);
  }
}
