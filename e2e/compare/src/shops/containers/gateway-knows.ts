import { docker, type Containers } from '@twinshop/docker';
import { eventually } from '@twinshop/testing';
import type { Topology } from '@twinshop/topologies';

const KNOWN_WITHIN_MS = 30_000;
/** As infra/docker/gateway writes it; while clients are asked to make new connections, a reload is not over. */
const UNTIL_KNOWN =
  'cd /run/gateway; until grep -qF "server $1:" upstreams.conf && [ ! -e leaving ]; do sleep 0.1; done';

/** Whether the gateway sends customers to this process. */
export const routedTo = ({ processes }: Topology, name: string): boolean =>
  processes.some(
    (process) => process.kind === 'gateway' && process.gateway.routes.some(({ to }) => to === name),
  );

/** Resolves once the gateway in its container sends customers to this address; it asks for names once a second. */
export async function gatewayKnows(containers: Containers, address: string): Promise<void> {
  // One that has stopped, as everything is started anew, is asked again.
  await eventually(
    () =>
      docker(['exec', containers.get('gateway').id, 'sh', '-c', UNTIL_KNOWN, 'sh', address], {
        deadlineMs: KNOWN_WITHIN_MS,
      }),
    { within: KNOWN_WITHIN_MS, describe: `the gateway sends customers to ${address}` },
  );
}
