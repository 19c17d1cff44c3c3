export { ConfirmedOrdersHttp } from './confirmed-orders.http.ts';
