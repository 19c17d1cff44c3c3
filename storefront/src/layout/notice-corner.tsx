import { Link } from 'react-router';
import { CrossIcon } from './icons.tsx';
import { dismissNotice, useNotices } from './notices.ts';
import './notice-corner.css';

/** Always in the page, so that what appears in it is read out. */
export function NoticeCorner() {
  const notices = useNotices();
  return (
    <div className="notices" role="status">
      {notices.map(({ id, tone, text, link }) => (
        <div key={id} className={`notice notice--${tone}`}>
          <p>{text}</p>
          {link && (
            <Link to={link.to} onClick={() => dismissNotice(id)}>
              {link.label}
            </Link>
          )}
          <button type="button" aria-label="Dismiss" onClick={() => dismissNotice(id)}>
            <CrossIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
