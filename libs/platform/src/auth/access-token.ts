/** What issuer and verifiers agree on. RFC 8725: one algorithm, an explicit type, issuer and audience always checked. */
export const ALGORITHM = 'EdDSA';
export const TYPE = 'at+jwt';
export const ISSUER = 'twinshop';
export const AUDIENCE = 'twinshop-api';
