export { Instance } from './instance.ts';
export { InvalidConfiguration, readConfig } from './read-config.ts';
