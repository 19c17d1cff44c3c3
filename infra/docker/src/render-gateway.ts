import path from 'node:path';
import { renderGateway, writeGateway } from '@twinshop/gateway';
import { microservices } from '@twinshop/topologies';

/** What the gateway's image is made of: see Dockerfile. */
const STOREFRONT = '/usr/share/twinshop/storefront';
const OPEN_API = '/usr/share/twinshop/openapi.json';
/** Where nginx is started, on a file system in memory. */
const RUN = '/run/gateway';

/** Every process by its name on the containers' network, where the name stands for all of its replicas. */
const servers = Object.fromEntries(microservices.processes.map(({ name }) => [name, [`${name}:8080`]]));

async function render(target: string): Promise<void> {
  for (const process of microservices.processes) {
    if (process.kind !== 'gateway') continue;
    const files = renderGateway({
      description: process.gateway,
      servers,
      dir: RUN,
      listen: '0.0.0.0:8080',
      operations: '0.0.0.0:9080',
      storefrontDir: STOREFRONT,
      openApiFile: OPEN_API,
    });
    await writeGateway(path.resolve(target), files);
  }
}

const [target] = process.argv.slice(2) as [string];
await render(target);
