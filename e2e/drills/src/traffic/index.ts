export { USUAL_RATES } from '../rates.ts';
export { openMarket, type Market } from './market.ts';
export { Tally, TallyBySecond } from './tally.ts';
export { Traffic, type Rates } from './traffic.ts';
