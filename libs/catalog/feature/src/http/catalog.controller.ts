import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  CategoryList,
  catalogFailures,
  ListProducts as ListProductsRequest,
  ListRelated,
  Product,
  ProductPage,
  ProductSuggestions,
} from '@twinshop/catalog-contracts';
import { fail, ok } from '@twinshop/platform/errors';
import { answer, ApiAnswer, ApiProblem, ApiTags } from '@twinshop/platform/http';
import { isId } from '@twinshop/platform/values';
import { Products } from '../persistence/products.ts';
import { ListProducts } from '../use-cases/list-products/list-products.ts';
import { SuggestRelated } from '../use-cases/suggest-related/suggest-related.ts';

@ApiTags('Catalog')
@Controller('api')
export class CatalogController {
  private readonly products: Products;
  private readonly listing: ListProducts;
  private readonly related: SuggestRelated;

  constructor(products: Products, listing: ListProducts, related: SuggestRelated) {
    this.products = products;
    this.listing = listing;
    this.related = related;
  }

  @Get('categories')
  @ApiAnswer(200, CategoryList, 'All categories with how many products they have')
  async listCategories(): Promise<CategoryList> {
    return { items: await this.products.listCategories() };
  }

  @Get('products')
  @ApiAnswer(200, ProductPage, 'A page of products, and the cursor of the next')
  @ApiProblem(400, 'validation_failed', 'cursor_invalid')
  async listProducts(
    @Query({ schema: ListProductsRequest }) query: ListProductsRequest,
  ): Promise<ProductPage> {
    return answer(await this.listing.run(query), catalogFailures);
  }

  @Get('products/:id')
  @ApiAnswer(200, Product, 'The product')
  @ApiProblem(404, 'product_not_found')
  async getProduct(@Param('id') id: string): Promise<Product> {
    const product = isId(id) ? await this.products.find(id) : undefined;
    return answer(product === undefined ? fail('product_not_found') : ok(product), catalogFailures);
  }

  @Get('products/:id/related')
  @ApiAnswer(200, ProductSuggestions, 'Products that go with this one')
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(404, 'product_not_found')
  async listRelatedProducts(
    @Param('id') id: string,
    @Query({ schema: ListRelated }) { limit }: ListRelated,
  ): Promise<ProductSuggestions> {
    const suggestions = isId(id) ? await this.related.run(id, limit) : fail('product_not_found');
    return answer(suggestions, catalogFailures);
  }
}
