import { hash } from 'node:crypto';

/** The chance of one product: everything about it is drawn from here, in a fixed order. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number, `from` and `to` included. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** Prefers the first items, as Zipf has it: item k is about k times rarer than the first. */
  pickSkewed<T>(items: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
}

/** 16 bytes that belong to product `index` of the catalogue `seed`, whatever else there is. */
export function digestOf(seed: number, index: number): Buffer {
  return hash('sha1', `twinshop-sample:${seed}:${index}`, 'buffer').subarray(0, 16);
}

/** A lower-case UUID of version 8 (RFC 9562: its content is the application's own). */
export function uuidOf(digest: Buffer): string {
  const hex = digest.toString('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** sfc32, seeded with all 128 bits: no two products of a catalogue share their draws. */
export function randomFrom(digest: Buffer): Random {
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let d = digest.readInt32LE(12);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    pickSkewed: (items) => items[Math.floor((items.length + 1) ** next()) - 1]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
