import { Link } from 'react-router';
import { useCategories } from '../catalog/catalog.queries.ts';
import { writeFilters } from '../catalog/listing-filters.ts';
import { ChevronIcon } from './icons.tsx';
import { useDisclosure } from './use-disclosure.ts';

export function DepartmentsMenu() {
  const categories = useCategories();
  const { open, toggle, root, button } = useDisclosure<HTMLElement>();
  return (
    <nav className="menu menu--departments" aria-label="Departments" ref={root}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls="departments-panel"
        onClick={toggle}
      >
        Departments
        <ChevronIcon />
      </button>
      <div className="menu__panel menu__panel--wide" id="departments-panel" hidden={!open}>
        <ul>
          {categories.data?.map(({ slug, name }) => (
            <li key={slug}>
              <Link to={`/products?${writeFilters({ category: slug })}`}>{name}</Link>
            </li>
          ))}
          <li>
            <Link to="/products">Everything</Link>
          </li>
        </ul>
      </div>
    </nav>
  );
}
