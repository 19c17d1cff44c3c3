import { Link, useLocation, useNavigate } from 'react-router';
import { useCustomer, useSession, useSignOut } from '../account/account.queries.ts';
import { signInPath } from '../account/return-path.ts';
import { AccountIcon } from './icons.tsx';
import { notify } from './notices.ts';
import { useDisclosure } from './use-disclosure.ts';

export function AccountMenu() {
  const session = useSession();
  return session === null ? <SignInLink /> : <SignedInMenu />;
}

function SignInLink() {
  const { pathname, search } = useLocation();
  const signingIn = pathname === '/sign-in' || pathname === '/sign-up';
  return (
    <Link className="header__action" to={signingIn ? `/sign-in${search}` : signInPath(pathname + search)}>
      <AccountIcon />
      <span>Sign in</span>
    </Link>
  );
}

function SignedInMenu() {
  const customer = useCustomer();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { open, toggle, root, button } = useDisclosure<HTMLDivElement>();

  async function leave() {
    await navigate('/');
    signOut();
    notify({ tone: 'good', text: 'You are signed out.' });
  }

  return (
    <div className="menu" ref={root}>
      <button
        ref={button}
        className="header__action"
        type="button"
        aria-expanded={open}
        aria-controls="account-panel"
        onClick={toggle}
      >
        <AccountIcon />
        <span>{customer.data?.name.split(' ')[0] ?? 'Account'}</span>
        <span className="visually-hidden">your account</span>
      </button>
      <div className="menu__panel menu__panel--right" id="account-panel" hidden={!open}>
        {customer.data && (
          <p className="menu__who">
            {customer.data.name}
            <br />
            <small>{customer.data.email}</small>
          </p>
        )}
        <ul>
          <li>
            <Link to="/orders">Your orders</Link>
          </li>
          <li>
            <Link to="/cart">Your cart</Link>
          </li>
          <li>
            <button type="button" onClick={() => void leave()}>
              Sign out
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
