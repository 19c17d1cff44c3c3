export { Compose, docker, DockerError, type RunOptions } from './compose.ts';
export { inspect, type ContainerFacts } from './container-facts.ts';
export { ContainerShop, type ContainerShopOptions } from './container-shop.ts';
export { Containers } from './containers.ts';
export { engineAnswers, requireEngine } from './engine.ts';
export { FENCED, MONOLITH_BEHIND_GATEWAY } from './fenced.ts';
export { closeLookout, LOOKOUT, lookInto, openLookout, type Insight } from './lookout.ts';
