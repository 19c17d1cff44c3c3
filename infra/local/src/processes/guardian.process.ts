import { once } from 'node:events';
import { discardTemporaryHome } from '../home/temporary-home.ts';

const [home] = process.argv.slice(2);
await once(process.stdin.resume(), 'close');
await discardTemporaryHome(home!);
