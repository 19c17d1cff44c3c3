export { Compose, docker, DockerError, type RunOptions } from './compose.ts';
export { ContainerShop, type ContainerShopOptions } from './container-shop.ts';
export { engineAnswers, requireEngine } from './engine.ts';
export { closeLookout, LOOKOUT, lookInto, openLookout, type Insight } from './lookout.ts';
