import { v7 } from 'uuid';
import { z } from 'zod';

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Any UUID in its usual spelling, taken in lower case. */
export const Id = z.guid().toLowerCase().meta({ format: 'uuid' });

/** A new UUIDv7: ids made later sort later (RFC 9562), so B-tree inserts stay on the right-hand page. */
export const newId = (): string => v7();

/** What no id made since then sorts before; milliseconds since 1970. */
export const firstIdSince = (when: number): string => v7({ msecs: when, seq: 0, random: new Uint8Array(16) });

/** Whether a path segment can be an id at all. What can't be one names nothing, and is answered as not found. */
export const isId = (value: string): boolean => SHAPE.test(value);
