const DECLINES = new Map([
  ['tok_chargeDeclined', 'card_declined'],
  ['tok_insufficientFunds', 'insufficient_funds'],
]);

/** Why a card is declined; undefined where it can be charged. */
export function declineCodeOf(source: string): string | undefined {
  return source === 'tok_visa' ? undefined : (DECLINES.get(source) ?? 'invalid_source');
}
