export { FaultProxy, type FaultProxyOptions, type Target } from './fault-proxy.ts';
export type { Counters } from './counters.ts';
export type { Answer, Direction, Fault, Flapping, Outage, Shaping, SteadyFault } from './fault.ts';
