/** Of the network, and of PostgreSQL when it stops or starts (57P0x) or says that the connection failed (08). */
const LOST = /^(E[A-Z]+|57P0\d|08\d{3})$/;

/** The driver's own errors have no code. After a read timeout the statement still runs: the connection is of no more use. */
const LOST_WORDS = /connection terminated|not queryable|query read timeout/i;

/** SQLSTATE of a write that was refused because the data is written elsewhere by now. */
export const FENCED = 'TW001';

/** PostgreSQL is full, or was busy for longer than the limits allow; so was the pool. */
const BUSY = new Set(['53300', '55P03', '57014', FENCED]);
const BUSY_WORDS = /timeout exceeded when trying to connect/i;

const codeOf = (error: Error): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Whether the connection that gave this error can't be used any more. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && (LOST.test(codeOf(error)) || LOST_WORDS.test(error.message));

/** Whether a write was refused because the data is written elsewhere by now: it had no effect here. */
export const isFenced = (error: unknown): boolean =>
  error instanceof Error &&
  (codeOf(error) === FENCED || isFenced((error as { driverError?: unknown }).driverError));

/** Whether an error says that the database can't be used at the moment, and not that something was asked wrongly. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error &&
  (isConnectionLost(error) ||
    BUSY.has(codeOf(error)) ||
    BUSY_WORDS.test(error.message) ||
    isUnavailable((error as { driverError?: unknown }).driverError));
