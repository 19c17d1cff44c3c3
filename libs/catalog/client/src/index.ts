export { CatalogHttp } from './catalog-api.http.ts';
