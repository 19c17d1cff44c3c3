/** The cards that the card processor's test mode knows. */
export const demoCards = [
  { token: 'tok_visa', name: 'Demo Visa', number: '4242', behaviour: 'Pays at once' },
  { token: 'tok_chargeDeclined', name: 'Declined card', number: '0002', behaviour: 'The bank says no' },
  { token: 'tok_insufficientFunds', name: 'Empty card', number: '9995', behaviour: 'Not enough money' },
] as const;

export type DemoCard = (typeof demoCards)[number];
