import type { Product } from '../api/types.ts';

/** The product's details as a list of names and values. */
export function ProductAttributes({ sku, attributes }: Pick<Product, 'sku' | 'attributes'>) {
  return (
    <dl className="attributes">
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name}>
          <dt>{words(name)}</dt>
          <dd>{valueWords(value)}</dd>
        </div>
      ))}
      <div>
        <dt>Article number</dt>
        <dd>{sku}</dd>
      </div>
    </dl>
  );
}

/** `netWeight` and `net_weight` read as "Net weight". */
function words(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function valueWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}
