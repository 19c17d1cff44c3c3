/** One part of a shop that runs in a process of its own and can be brought back: a program, or a server. */
export interface Part {
  readonly name: string;
  /** The file that it writes to. */
  readonly log: string;
  readonly startedAt: Date;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
  /** Resolves once it is ready; on the same ports and data as before. */
  start(): Promise<void>;
  /** Asks first, and takes when that takes too long. */
  stop(): Promise<void>;
  /** Sends a signal that it is to end by, as somebody from outside would; resolves once it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** What a part tells whoever runs it. */
export interface PartEvents<Self extends Part = Part> {
  /** At once, before it is ready, so that a killed runner's successor finds it. */
  onSpawn(part: Self): void;
  /** When it ends by itself after it was ready. */
  onDeath(part: Self, reason: string): void;
}
