import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });

const environment = z.object({
  SHOP_VARIANT: z.enum(['monolith', 'microservices']).describe('which profile of docker-compose.yml is up'),
  SHOP_COMPOSE_PROJECT: z.string().min(1).describe('the name of its Compose project'),
  SHOP_COMPOSE_OVERLAY: z.string().min(1).describe('the file that publishes what only containers reach'),
  SHOP_BASE_URL: url.describe('where customers reach the shop'),
  SHOP_PROVIDER_URL: url.describe("the payment provider's controls and ledger"),
  SHOP_ADMIN_EMAIL: z.email().describe('an account with the role admin'),
  SHOP_ADMIN_PASSWORD: z.string().min(1).describe("that account's password"),
});

/** The shop in containers that is looked at. @throws an Error that names each variable which is missing or wrong */
export function shopInContainers(env: Record<string, string | undefined> = process.env) {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new Error(
      `./shop test --docker starts the shop that this looks at, and says where it is:\n${z.prettifyError(parsed.error)}`,
    );
  const { data } = parsed;
  return {
    variant: data.SHOP_VARIANT,
    project: data.SHOP_COMPOSE_PROJECT,
    overlay: data.SHOP_COMPOSE_OVERLAY,
    baseUrl: data.SHOP_BASE_URL,
    providerUrl: data.SHOP_PROVIDER_URL,
    admin: { email: data.SHOP_ADMIN_EMAIL, password: data.SHOP_ADMIN_PASSWORD },
  };
}
