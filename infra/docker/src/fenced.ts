/**
 * A file beside `docker-compose.yml` that takes the containers' own limits away, and has the shop's share a control group,
 * SHOP_GROUP, and cores, SHOP_CORES; what is no part of the shop has LOAD_CORES. Where one is empty, nothing is limited.
 */
export const FENCED = 'infra/docker/compose.fenced.yml';

/** A file beside `docker-compose.yml` that puts the services’ gateway before the monolith. */
export const MONOLITH_BEHIND_GATEWAY = 'infra/docker/compose.monolith-behind-gateway.yml';
