import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogInProcess } from './catalog-in-process.ts';
import { AdminProductsController } from './http/admin-products.controller.ts';
import { CatalogController } from './http/catalog.controller.ts';
import { PicturesController } from './http/pictures.controller.ts';
import { catalogEntities } from './persistence/index.ts';
import { ProductPages } from './persistence/product-pages.ts';
import { Products } from './persistence/products.ts';
import { Stock } from './persistence/stock.ts';
import { ChangeProduct } from './use-cases/change-product/change-product.ts';
import { ChangeStock } from './use-cases/change-stock/change-stock.ts';
import { CreateProduct } from './use-cases/create-product/create-product.ts';
import { ImportProducts } from './use-cases/import-products/import-products.ts';
import { ListProducts } from './use-cases/list-products/list-products.ts';
import { RecordSales } from './use-cases/record-sales/record-sales.ts';
import { SuggestRelated } from './use-cases/suggest-related/suggest-related.ts';

/** Products, categories, search and stock. Needs from its process: `Database`, `OfferEvents`, `RecommendationApi`. */
@Module({
  imports: [TypeOrmModule.forFeature(catalogEntities)],
  controllers: [CatalogController, AdminProductsController, PicturesController],
  providers: [
    CatalogInProcess,
    ChangeProduct,
    ChangeStock,
    CreateProduct,
    ImportProducts,
    ListProducts,
    ProductPages,
    Products,
    RecordSales,
    Stock,
    SuggestRelated,
  ],
  exports: [CatalogInProcess, RecordSales, Stock],
})
export class CatalogModule {}
