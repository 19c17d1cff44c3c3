import { CategoryEntity } from './category.entity.ts';
import { CreateCatalog1790000000001 } from './migrations/1790000000001-create-catalog.ts';
import { VersionOffers1790000000005 } from './migrations/1790000000005-version-offers.ts';
import { ReserveStock1790000000006 } from './migrations/1790000000006-reserve-stock.ts';
import { ProductEntity } from './product.entity.ts';
import { StockChangeEntity } from './stock-change.entity.ts';
import { StockEntity } from './stock.entity.ts';

export const catalogEntities = [CategoryEntity, ProductEntity, StockEntity, StockChangeEntity];
export const catalogMigrations = [
  CreateCatalog1790000000001,
  VersionOffers1790000000005,
  ReserveStock1790000000006,
];
