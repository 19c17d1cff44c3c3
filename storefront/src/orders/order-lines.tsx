import { Link } from 'react-router';
import type { Line } from '../api/types.ts';
import { ProductThumbnail } from '../catalog/product-thumbnail.tsx';
import { formatMoney } from '../money/money.ts';
import './order-lines.css';

/** The lines of an order or of a cart about to be one; nothing can be changed here. */
export function OrderLines({ lines }: { lines: Line[] }) {
  return (
    <ul className="order-lines">
      {lines.map((line) => (
        <li key={line.productId}>
          <ProductThumbnail productId={line.productId} />
          <div className="order-lines__what">
            <Link to={`/products/${line.productId}`}>{line.name}</Link>
            <p>
              {line.quantity} × {formatMoney(line.unitPrice)}
            </p>
          </div>
          <p className="order-lines__total">{formatMoney(line.lineTotal)}</p>
        </li>
      ))}
    </ul>
  );
}
