import { docker } from './compose.ts';
import { z } from 'zod';

const Facts = z
  .object({
    Id: z.string(),
    Name: z.string().transform((name) => name.replace(/^\//, '')),
    State: z.object({ Running: z.boolean(), Pid: z.int() }),
    Config: z.object({
      Labels: z.object({
        'com.docker.compose.service': z.string(),
        'com.docker.compose.container-number': z.coerce.number(),
      }),
    }),
    NetworkSettings: z.object({
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

/** Every container of a Compose project, running or not. */
export async function containersOf(project: string): Promise<ContainerFacts[]> {
  const filter = `label=com.docker.compose.project=${project}`;
  const ids = (await docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', filter])).split('\n');
  return inspect(...ids.filter((id) => id !== ''));
}
