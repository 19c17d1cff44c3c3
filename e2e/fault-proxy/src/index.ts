export { FaultProxy, type FaultProxyOptions, type Target } from './proxy/fault-proxy.ts';
export type { Counters } from './proxy/counters.ts';
export type { Answer, Direction, Fault, Flapping, Outage, Shaping, SteadyFault } from './proxy/fault.ts';
export { withProxies, type Place, type WithProxies } from './weaving/with-proxies.ts';
