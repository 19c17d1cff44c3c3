/**
 * Where the projection stands in Redis. All names share a hash tag, so that one script may touch them on a cluster too.
 * A generation holds a whole projection; one serves, at most one more is being built.
 *
 *   {recommendation}:serving               name of the generation that is read
 *   {recommendation}:building              name of the one that is built; runs out where its builder is gone
 *   {recommendation}:generations           set of all names, for whoever clears up
 *   {recommendation}:cancelled             sorted set of cancelled orders, by when that was heard
 *   {recommendation}:<generation>:product:<id>   sorted set of the latest orders with the product
 *   {recommendation}:<generation>:customer:<id>  … of the customer
 *   {recommendation}:<generation>:latest         … of all
 *   {recommendation}:<generation>:order:<id>     hash: basket, customer, windows (how many of these sets have it)
 *   {recommendation}:<generation>:gone           hash: the greatest order that each of these sets has let go of
 *   {recommendation}:<generation>:complete       there as long as no order is missing
 *   {recommendation}:<generation>:read           orders read by its builder
 */
export const ROOT = '{recommendation}';

/** Names within one generation. */
export class Names {
  private readonly prefix: string;

  constructor(generation: string) {
    this.prefix = `${ROOT}:${generation}:`;
  }

  get latest(): string {
    return `${this.prefix}latest`;
  }

  product(id: string): string {
    return `${this.prefix}product:${id}`;
  }

  customer(id: string): string {
    return `${this.prefix}customer:${id}`;
  }

  order(id: string): string {
    return `${this.prefix}order:${id}`;
  }

  get everything(): string {
    return `${this.prefix}*`;
  }
}
