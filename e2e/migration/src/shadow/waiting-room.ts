export interface Room {
  /** Done at the same time. */
  atATime: number;
  /** Waiting for that. */
  waiting: number;
}

/** Work that is done a little later, some of it at a time; what finds no room is turned away, so that nobody waits for it. */
export class WaitingRoom<Item> {
  readonly #room: Room;
  readonly #work: (item: Item) => Promise<unknown>;
  readonly #waiting: Item[] = [];
  #busy = 0;

  /** @param work never rejects */
  constructor(room: Room, work: (item: Item) => Promise<unknown>) {
    this.#room = room;
    this.#work = work;
  }

  /** @returns whether there is room */
  enter(item: Item): boolean {
    if (this.#busy < this.#room.atATime) void this.#serve(item);
    else if (this.#waiting.length < this.#room.waiting) this.#waiting.push(item);
    else return false;
    return true;
  }

  /** Sends away those that wait. */
  close(): void {
    this.#waiting.length = 0;
  }

  async #serve(first: Item): Promise<void> {
    this.#busy += 1;
    for (let next: Item | undefined = first; next !== undefined; next = this.#waiting.shift())
      await this.#work(next);
    this.#busy -= 1;
  }
}
