import { Compose, docker } from '@twinshop/docker';
import { shopInContainers } from './config.ts';

const { variant, project, overlay, baseUrl } = shopInContainers();

export const compose = new Compose({
  profiles: [variant],
  project,
  overlays: [overlay],
  environment: { SHOP_PORT: new URL(baseUrl).port },
});

/** As `docker inspect` tells of a container. */
export interface ContainerFacts {
  Id: string;
  Image: string;
  State: { Status: string; Pid: number; ExitCode: number; OOMKilled: boolean; Health?: { Status: string } };
  RestartCount: number;
  Config: {
    User: string;
    Env: string[];
    Image: string;
    StopSignal?: string;
    Healthcheck?: { Test: string[] };
  };
  HostConfig: {
    ReadonlyRootfs: boolean;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
    Privileged: boolean;
    Memory: number;
    NanoCpus: number;
    RestartPolicy: { Name: string };
  };
  Mounts: { Type: string; Destination: string; RW: boolean; Name?: string }[];
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null>;
    Networks: Record<string, unknown>;
  };
}

export async function inspect(container: string): Promise<ContainerFacts> {
  const [facts] = JSON.parse(await docker(['inspect', container])) as [ContainerFacts];
  return facts;
}

/** The one container of a service, running or not. */
export async function containerOf(service: string): Promise<string> {
  const [id] = (await compose.run(['ps', '--all', '--quiet', service])).split('\n');
  if (!id) throw new Error(`There is no container of ${service}.`);
  return id;
}

/** Runs a command in a container, and says how it ended. */
export const inside = (container: string, ...command: string[]): Promise<{ ok: boolean; output: string }> =>
  docker(['exec', container, ...command], { deadlineMs: 60_000 }).then(
    (output) => ({ ok: true, output }),
    (error: Error) => ({ ok: false, output: error.message }),
  );
