export { Money, money, CURRENCY } from './money.ts';
export { isId, firstIdSince, newId, Id } from './id.ts';
export { text } from './text.ts';
export { decodeCursor, encodeCursor, Limit } from './page.ts';
