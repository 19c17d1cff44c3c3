import { Link } from 'react-router';
import { AccountMenu } from './account-menu.tsx';
import { CartLink } from './cart-link.tsx';
import { DepartmentsMenu } from './departments-menu.tsx';
import { Logo } from './logo.tsx';
import { SearchForm } from './search-form.tsx';
import './header.css';

export function Header() {
  return (
    <header className="header">
      <div className="header__inner">
        <Link className="header__home" to="/">
          <Logo />
          Twinshop
        </Link>
        <DepartmentsMenu />
        <SearchForm />
        <div className="header__actions">
          <AccountMenu />
          <CartLink />
        </div>
      </div>
    </header>
  );
}
