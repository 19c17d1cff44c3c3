import { sorts } from './listing-filters.ts';
import type { ListingFilters } from './listing-filters.ts';

interface SortChoiceProps {
  filters: ListingFilters;
  onChange: (sort: ListingFilters['sort']) => void;
}

export function SortChoice({ filters, onChange }: SortChoiceProps) {
  const searching = filters.q !== '';
  return (
    <label className="sort">
      <span>Sort by</span>
      <select
        value={filters.sort || (searching ? '' : 'popular')}
        onChange={(event) => onChange(event.target.value as ListingFilters['sort'])}
      >
        {searching && <option value="">Best match</option>}
        {sorts.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
