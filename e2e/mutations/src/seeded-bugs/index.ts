import * as messages from './messages.bugs.ts';
import * as money from './money.bugs.ts';
import * as orders from './orders.bugs.ts';
import * as stock from './stock.bugs.ts';

/** Bugs that no check of a shop at rest may miss. */
export const seededBugs = { ...messages, ...money, ...orders, ...stock };
