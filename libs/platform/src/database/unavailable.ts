/** Of the network, of PostgreSQL stopping or starting (57P0x), full (53300), or busy for longer than the limits allow. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '55P03',
  '57014',
]);

/** The driver's own errors have no code. */
const WORDS = /connection terminated|timeout exceeded when trying to connect|query read timeout/i;

/** Whether an error says that the database can't be used at the moment, and not that something was asked wrongly. */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  return (
    (typeof code === 'string' && (CODES.has(code) || /^08/.test(code))) ||
    WORDS.test(error.message) ||
    isUnavailable((error as { driverError?: unknown }).driverError)
  );
};
