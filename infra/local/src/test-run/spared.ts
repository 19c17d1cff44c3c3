/**
 * What CI leaves out and `--all` brings back: spec files, as regular expressions of their paths, that show once more what
 * another suite of the same run shows.
 */
export const spared = {
  /** `e2e/faults` kills amid orders as well: more than processes, and holds the shop against every invariant. */
  scenarios: '/crash-amid-orders\\.',
  /** What a module answers by itself is the same wherever it runs; images, networks, secrets and SQL are in the others. */
  scenariosInContainers: '/(admin|cart|customers|import)\\.spec',
  /** Of the second shop: images are built from one Dockerfile, and drills find their way into containers as on the first. */
  secondShopInContainers: '/(rebuild|drill)\\.spec',
} as const;
