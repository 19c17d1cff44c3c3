export { endChild, hasEnded } from './end-child.ts';
export { freePort, isFree } from './free-port.ts';
export { lastLines } from './last-lines.ts';
