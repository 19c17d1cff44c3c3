import './skeletons.css';

/** Shapes of what is on its way. */
export function GridSkeleton({ count }: { count: number }) {
  return (
    <ul className="grid" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <li key={index} className="card">
          <div className="card__picture skeleton" />
          <div className="skeleton skeleton--text" />
          <div className="skeleton skeleton--text skeleton--short" />
        </li>
      ))}
    </ul>
  );
}

export function LineSkeletons() {
  return (
    <ul className="lines" aria-hidden="true">
      {Array.from({ length: 3 }, (_, index) => (
        <li key={index} className="skeleton skeleton--line" />
      ))}
    </ul>
  );
}

export function ProductSkeleton() {
  return (
    <div className="product" aria-hidden="true">
      <div className="product__picture skeleton" />
      <div className="product__facts">
        <div className="skeleton skeleton--title" />
        <div className="skeleton skeleton--text skeleton--short" />
        <div className="skeleton skeleton--line" />
      </div>
    </div>
  );
}
