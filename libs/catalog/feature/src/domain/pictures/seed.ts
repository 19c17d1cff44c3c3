/** FNV-1a, 32 bits: stable over all versions and platforms, since it is part of the pictures' addresses. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state >>> 0;
}

/** Eight hex digits that stand for a SKU in the address of its picture. */
export function seedFor(sku: string): string {
  return hash(sku).toString(16).padStart(8, '0');
}

/** A repeatable sequence of numbers in [0, 1) from any seed text (mulberry32). */
export function chanceFrom(seed: string): () => number {
  let state = hash(`picture:${seed}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
