import { Link } from 'react-router';
import './footer.css';

export function Footer() {
  return (
    <footer className="footer">
      <div className="footer__inner">
        <nav aria-label="Footer">
          <ul>
            <li>
              <Link to="/products">All products</Link>
            </li>
            <li>
              <Link to="/products?sort=newest">New in</Link>
            </li>
            <li>
              <Link to="/orders">Your orders</Link>
            </li>
          </ul>
        </nav>
        <p>This is a demonstration shop. Nothing is sent, and no real card is charged.</p>
      </div>
    </footer>
  );
}
