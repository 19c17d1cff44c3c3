import { randomUUID } from 'node:crypto';
import { declineCodeOf } from './card-tokens.ts';
import type { Journal } from './journal.ts';
import {
  journalRecord,
  type ChargeRecord,
  type ChargeRequest,
  type DeclineRecord,
  type JournalRecord,
  type RefundRecord,
  type RefundRequest,
} from './records.ts';

/** How long an idempotency key is honoured, in milliseconds. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface Capture {
  record: ChargeRecord;
  /** Minor units given back so far. */
  refunded: number;
}

type KeyReused = { outcome: 'key_reused' };
export type ChargeResult =
  | { outcome: 'captured'; record: ChargeRecord; replayed: boolean }
  | { outcome: 'declined'; record: DeclineRecord; replayed: boolean }
  | KeyReused;
export type RefundResult =
  | { outcome: 'refunded'; record: RefundRecord; capture: Capture; replayed: boolean }
  | { outcome: 'charge_not_found' }
  | { outcome: 'refund_exceeds_charge'; refundable: number }
  | KeyReused;

/**
 * Everything that was ever charged, declined and refunded, in memory for reading and in the journal for good.
 *
 * A request changes the memory at once (so that a second one with the same key finds the first, and two refunds can't
 * both take the rest of a charge), and is answered only when the journal holds it. Readers wait for the journal as
 * well: nothing is ever told that a crash could take back.
 */
export class Ledger {
  readonly #captures = new Map<string, Capture>();
  readonly #byReference = new Map<string, Capture[]>();
  readonly #movements: (ChargeRecord | RefundRecord)[] = [];
  /** In order of their arrival, so that expired keys are always the first. */
  readonly #byKey = new Map<string, JournalRecord>();
  readonly #now: () => number;
  #sequence = 0;
  #journal: Journal | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes in one journal line at start-up. Throws an Error that says what is wrong with it. */
  replay(line: unknown): void {
    const parsed = journalRecord.safeParse(line);
    if (!parsed.success) throw new Error(`not a record of this ledger (${parsed.error.issues[0]?.message})`);
    const record = parsed.data;
    if (record.sequence !== this.#sequence + 1) {
      throw new Error(`expected sequence ${this.#sequence + 1}, found ${record.sequence}`);
    }
    if (record.type === 'charge' && this.#captures.has(record.id))
      throw new Error(`charge ${record.id} is there twice`);
    if (record.type === 'refund') {
      const capture = this.#captures.get(record.charge);
      if (capture === undefined) throw new Error(`refund of an unknown charge ${record.charge}`);
      if (record.amount > refundable(capture))
        throw new Error(`refund of more than was captured by ${record.charge}`);
    }
    this.#apply(record);
  }

  /** Where new records go, from now on. */
  recordTo(journal: Journal): void {
    this.#journal = journal;
  }

  /** Charges a card once for each key. Settles when the result is durable. */
  async charge(key: string, request: ChargeRequest): Promise<ChargeResult> {
    const known = this.#known(key);
    if (known !== undefined) {
      if (known.type === 'refund' || !sameCharge(known, request)) return { outcome: 'key_reused' };
      await this.settled();
      return answer(known, true);
    }
    const declineCode = declineCodeOf(request.source);
    const head = { sequence: this.#sequence + 1, key, createdAt: this.#timestamp() };
    const record: ChargeRecord | DeclineRecord =
      declineCode === undefined
        ? { type: 'charge', id: `ch_${randomUUID()}`, ...head, ...request }
        : { type: 'decline', declineCode, ...head, ...request };
    await this.#write(record);
    return answer(record, false);
  }

  /** Gives money back once for each key, never more than is left of the charge. Settles when the result is durable. */
  async refund(key: string, request: RefundRequest): Promise<RefundResult> {
    const known = this.#known(key);
    const capture = this.#captures.get(known?.type === 'refund' ? known.charge : request.charge);
    if (known !== undefined) {
      if (known.type !== 'refund' || !sameRefund(known, request)) return { outcome: 'key_reused' };
      await this.settled();
      return { outcome: 'refunded', record: known, capture: capture!, replayed: true };
    }
    if (capture === undefined) return { outcome: 'charge_not_found' };
    if (request.amount > refundable(capture)) {
      return { outcome: 'refund_exceeds_charge', refundable: refundable(capture) };
    }
    const head = { sequence: this.#sequence + 1, key, createdAt: this.#timestamp() };
    const record: RefundRecord = { type: 'refund', id: `re_${randomUUID()}`, ...head, ...request };
    await this.#write(record);
    return { outcome: 'refunded', record, capture, replayed: false };
  }

  async findCharge(id: string): Promise<Capture | undefined> {
    const capture = this.#captures.get(id);
    await this.settled();
    return capture;
  }

  /** The captured charges with this reference, oldest first. */
  async findCharges(reference: string): Promise<Capture[]> {
    const captures = [...(this.#byReference.get(reference) ?? [])];
    await this.settled();
    return captures;
  }

  /**
   * Money that moved, in order: the captures and refunds that were durable at the time of the call.
   * @param after only what has a greater sequence
   * @param limit at most so many
   */
  async movements(after = 0, limit = Infinity): Promise<Iterable<Movement>> {
    const from = this.#indexAfter(after);
    const to = Math.min(this.#movements.length, from + limit);
    await this.settled();
    return this.#slice(from, to);
  }

  /** Settles once all that has been accepted so far is durable. */
  settled(): Promise<void> {
    return this.#openJournal().settled();
  }

  #write(record: JournalRecord): Promise<void> {
    const durable = this.#openJournal().append(record);
    this.#apply(record);
    return durable;
  }

  #openJournal(): Journal {
    if (this.#journal === undefined) throw new Error('the ledger was used before its journal was opened');
    return this.#journal;
  }

  #apply(record: JournalRecord): void {
    this.#sequence = record.sequence;
    this.#byKey.delete(record.key);
    this.#byKey.set(record.key, record);
    this.#forgetExpiredKeys();
    if (record.type === 'charge') this.#applyCharge(record);
    if (record.type === 'refund') this.#applyRefund(record);
  }

  #applyCharge(record: ChargeRecord): void {
    const capture = { record, refunded: 0 };
    this.#captures.set(record.id, capture);
    const sameReference = this.#byReference.get(record.reference);
    if (sameReference === undefined) this.#byReference.set(record.reference, [capture]);
    else sameReference.push(capture);
    this.#movements.push(record);
  }

  #applyRefund(record: RefundRecord): void {
    this.#captures.get(record.charge)!.refunded += record.amount;
    this.#movements.push(record);
  }

  #known(key: string): JournalRecord | undefined {
    this.#forgetExpiredKeys();
    return this.#byKey.get(key);
  }

  #forgetExpiredKeys(): void {
    const oldest = this.#now() - KEY_LIFETIME_MS;
    for (const [key, record] of this.#byKey) {
      if (Date.parse(record.createdAt) > oldest) return;
      this.#byKey.delete(key);
    }
  }

  #indexAfter(sequence: number): number {
    let low = 0;
    let high = this.#movements.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#movements[middle]!.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *#slice(from: number, to: number): Generator<Movement> {
    for (let index = from; index < to; index += 1) {
      const record = this.#movements[index]!;
      const origin = record.type === 'refund' ? this.#captures.get(record.charge)!.record : record;
      yield { record, currency: origin.currency, reference: origin.reference };
    }
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString();
  }
}

export interface Movement {
  record: ChargeRecord | RefundRecord;
  currency: string;
  reference: string;
}

function refundable(capture: Capture): number {
  return capture.record.amount - capture.refunded;
}

function answer(record: ChargeRecord | DeclineRecord, replayed: boolean): ChargeResult {
  return record.type === 'charge'
    ? { outcome: 'captured', record, replayed }
    : { outcome: 'declined', record, replayed };
}

function sameCharge(known: ChargeRequest, request: ChargeRequest): boolean {
  return (
    known.amount === request.amount &&
    known.currency === request.currency &&
    known.source === request.source &&
    known.reference === request.reference
  );
}

function sameRefund(known: RefundRequest, request: RefundRequest): boolean {
  return known.charge === request.charge && known.amount === request.amount;
}
