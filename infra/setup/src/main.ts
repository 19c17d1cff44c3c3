import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { loadConfig } from './config.ts';
import { furnish } from './containers/furnish.ts';
import { handOut } from './containers/hand-out.ts';
import { makeDatabases } from './containers/make-databases.ts';
import { Vault } from './containers/vault.ts';

const config = loadConfig();
const vault = new Vault(config.SECRETS_DIR);
/** The container's health check looks for it. */
const FURNISHED = '/tmp/furnished';

const secrets = async (): Promise<void> => {
  await handOut(vault, config.SECRETS_DIR, config.POSTGRES_HOST);
  console.log('Every container has its secrets.');
};

const databases = async (): Promise<void> => {
  const made = await makeDatabases(vault, config.POSTGRES_HOST);
  console.log(`There are the databases ${made.join(', ')}.`);
};

const keepShop = async (): Promise<void> => {
  const shop = { url: config.SHOP_URL, postgresHost: config.POSTGRES_HOST };
  const added = await furnish(vault, shop, config.PRODUCTS);
  console.log(`The shop is open${added > 0 ? `, with ${added.toLocaleString('en')} products` : ''}.`);
  writeFileSync(FURNISHED, '');
};

const credentials = async (json: boolean): Promise<void> => {
  const accounts = await vault.credentials();
  if (json) console.log(JSON.stringify(accounts));
  else
    for (const [who, { email, password }] of Object.entries(accounts))
      console.log(`${who}: ${email}  ${password}`);
};

const program = new Command('setup').description('Prepares a shop in containers: see docker-compose.yml.');
program
  .command('secrets')
  .description('make what is secret, once, and give each container its own')
  .action(secrets);
program
  .command('databases')
  .description('ensure the databases, each with a role of its own')
  .action(databases);
program.command('furnish').description('sign a customer up, and fill an empty catalogue').action(keepShop);
program
  .command('credentials')
  .description('whom to sign in as')
  .option('--json', 'for programs')
  .action(({ json }: { json?: true }) => credentials(json ?? false));
await program.parseAsync();
