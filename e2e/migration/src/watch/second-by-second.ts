import { sum } from 'simple-statistics';
import type { Second } from '../record/migration-record.ts';
import type { Customers } from './customers/customers.ts';
import type { Meters, Reading } from './meters.ts';

export interface Watched {
  customers: Customers | undefined;
  meters: Pick<Meters, 'read'>;
  /** Milliseconds since the migration began. */
  nowMs(): number;
  /** Told of each second, once all who came in it are answered. */
  tell(second: Second): void;
}

/** Puts together what customers had of each second and what was read from the shop meanwhile. */
export class SecondBySecond {
  readonly seconds: Second[] = [];
  readonly #watched: Watched;
  readonly #readings = new Map<number, Reading>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  begin(): void {
    this.#lookAfter(Math.floor(this.#watched.nowMs() / 1_000));
  }

  /** Nothing is read any more, and all that is known is told. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#looking;
    this.#tell(Infinity);
  }

  /** What the shop's own processes say that they have answered since then, whoever asked. */
  saidSince(fromMs: number): Pick<Second, 'requests' | 'failed'> {
    const readings = [...this.#readings].flatMap(([nth, reading]) =>
      nth * 1_000 >= fromMs ? [reading] : [],
    );
    return {
      requests: sum(readings.flatMap(({ answered }) => Object.values(answered))),
      failed: sum(readings.map(({ faults }) => faults)),
    };
  }

  /** As soon as that second is over, and each one from then on. */
  #lookAfter(second: number): void {
    const { nowMs } = this.#watched;
    this.#timer = setTimeout(
      () => {
        // What takes longer than a second is also of the next.
        this.#looking ??= this.#look(second).finally(() => (this.#looking = undefined));
        this.#lookAfter(Math.max(second + 1, Math.floor(nowMs() / 1_000)));
      },
      (second + 1) * 1_000 - nowMs(),
    );
  }

  async #look(second: number): Promise<void> {
    this.#readings.set(second, await this.#watched.meters.read());
    this.#tell(second);
  }

  /** @param until the last second that has been read */
  #tell(until: number): void {
    const { customers, nowMs, tell } = this.#watched;
    for (let nth = this.seconds.length; nth <= until && (nth + 1) * 1_000 <= nowMs(); nth++) {
      const atMs = nth * 1_000;
      if (customers !== undefined && !customers.areAnswered(atMs)) return;
      const seen = customers?.seen(atMs, atMs + 1_000) ?? { requests: 0, failed: 0 };
      const second = { atMs, ...seen, ...this.#readings.get(nth) };
      this.seconds.push(second);
      tell(second);
    }
  }
}
