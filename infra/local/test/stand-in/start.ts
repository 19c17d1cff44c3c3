import { startShop } from '../../src/start-shop.ts';
import { standInTopology } from './topology.ts';

const { home } = await startShop({ topology: standInTopology() });
console.log(home);
// As a test or a benchmark at work.
setInterval(() => undefined, 1_000);
