/** What services agree on when they call each other. RFC 8725: one algorithm, a type of its own, so that no access token passes for one. */
export const SERVICE_ALGORITHM = 'EdDSA';
export const SERVICE_TYPE = 'st+jwt';
export const SERVICE_TOKEN_HEADER = 'x-service-token';
export const SERVICE_TOKEN_LIFETIME_SECONDS = 60;
