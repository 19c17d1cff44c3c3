export { nginxArguments, nginxTestArguments, reloadGateway, writeGateway } from './gateway-home.ts';
export { defaultLimits } from './limits.ts';
export { renderGateway, type GatewayFiles, type GatewayOptions } from './render-gateway.ts';
export { renderUpstreams, type Servers } from './upstreams.ts';
