export {
  leaveClientsToAnother,
  nginxArguments,
  nginxTestArguments,
  reloadGateway,
  takeUp,
  writeGateway,
} from './gateway-home.ts';
export { nameOf, renderGateway, type GatewayFiles, type GatewayOptions } from './render-gateway.ts';
export { routesText } from './routes-file.ts';
export { renderUpstreams, type Servers } from './upstreams.ts';
