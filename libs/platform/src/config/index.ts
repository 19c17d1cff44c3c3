export { InvalidConfiguration, readConfig } from './read-config.ts';
