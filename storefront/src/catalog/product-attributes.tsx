import type { Product } from '../api/types.ts';
import { attributeWords } from './attribute-words.ts';

/** The product's details as a list of names and values. */
export function ProductAttributes({ sku, attributes }: Pick<Product, 'sku' | 'attributes'>) {
  const known = Object.entries(attributes).map(([name, value]) => attributeWords(name, value));
  return (
    <dl className="attributes">
      {[...known, { name: 'Article number', value: sku }].map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
