export { fillCatalogue, hasProducts } from './catalogue.ts';
export { ensureCredentials, type Account, type Credentials } from './credentials.ts';
export { ensureDatabases, type DatabaseUrls } from './databases.ts';
export { ensureDemoCustomer } from './demo-customer.ts';
export { ensureKeys, type KeyFiles } from './keys.ts';
export { SetupError } from './setup-error.ts';
