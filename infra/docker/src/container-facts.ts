import { docker } from './compose.ts';
import { z } from 'zod';

const Facts = z
  .object({
    Id: z.string(),
    Name: z.string().transform((name) => name.replace(/^\//, '')),
    State: z.object({ Running: z.boolean(), Pid: z.int(), StartedAt: z.string() }),
    Config: z.object({
      Labels: z.looseObject({
        'com.docker.compose.service': z.string(),
        'com.docker.compose.container-number': z.coerce.number(),
      }),
    }),
    NetworkSettings: z.object({
      Ports: z.record(z.string(), z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable()),
      Networks: z.record(z.string(), z.object({ Aliases: z.array(z.string()).nullable() })),
    }),
  })
  .transform(({ Id, Name, State, Config: { Labels }, NetworkSettings }) => ({
    id: Id,
    name: Name,
    service: Labels['com.docker.compose.service'],
    /** From 1, among the service's replicas. */
    replica: Labels['com.docker.compose.container-number'],
    /** As the engine's machine numbers its processes; undefined while it does not run. */
    pid: State.Running ? State.Pid : undefined,
    startedAt: State.StartedAt,
    /** All of its labels. */
    labels: Labels as Readonly<Record<string, unknown>>,
    /** Where each of its ports is published, as `127.0.0.1:49153`. */
    published: Object.fromEntries(
      Object.entries(NetworkSettings.Ports).flatMap(([port, places]) => {
        const [place] = places ?? [];
        return place === undefined ? [] : [[Number.parseInt(port, 10), `${place.HostIp}:${place.HostPort}`]];
      }),
    ) as Readonly<Record<number, string>>,
    /** By network, the names that it is known by there. */
    networks: Object.fromEntries(
      Object.entries(NetworkSettings.Networks).map(([network, { Aliases }]) => [network, Aliases ?? []]),
    ),
  }));

export type ContainerFacts = z.infer<typeof Facts>;

/** @throws DockerError */
export async function inspect(...ids: string[]): Promise<ContainerFacts[]> {
  return z.array(Facts).parse(JSON.parse(await docker(['inspect', ...ids])));
}

/** Every container of a Compose project's services, running or not. @throws DockerError */
export async function containersOf(project: string): Promise<ContainerFacts[]> {
  const labels = [`com.docker.compose.project=${project}`, 'com.docker.compose.oneoff=False'];
  const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
  const listed = await docker(['ps', '--all', '--quiet', '--no-trunc', ...filters]);
  const ids = listed.split('\n').filter((id) => id !== '');
  return ids.length === 0 ? [] : inspect(...ids);
}
