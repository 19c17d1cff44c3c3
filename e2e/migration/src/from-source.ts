/** How Node is begun for what is run from its sources, as the workspace's packages are imported then. */
export const FROM_SOURCE: string[] = [
  '--conditions=@twinshop/source',
  '--disable-warning=ExperimentalWarning',
];
