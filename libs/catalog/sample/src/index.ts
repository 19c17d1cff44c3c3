export { categories } from './categories.ts';
export { DEFAULT_SEED, sampleProduct, sampleProducts, type SampleProduct } from './sample-product.ts';
export { seedCatalogue, type SeedOptions, type SeedProgress, type SeedResult } from './seed-catalogue.ts';
