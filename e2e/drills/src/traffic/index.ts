export { USUAL_RATES } from '../rates.ts';
export type { Endpoint } from '../record/drill-record.ts';
export { openMarket, type Market } from './market.ts';
export { Tally, TallyBySecond, type Ending } from './tally.ts';
export { Traffic, type Rates } from './traffic.ts';
