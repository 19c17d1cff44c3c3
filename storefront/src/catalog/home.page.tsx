import { Link } from 'react-router';
import { useSession } from '../account/account.queries.ts';
import { LoadFailed } from '../layout/load-failed.tsx';
import { shelf, usePopular, useRecommendations } from './catalog.queries.ts';
import { Departments } from './departments.tsx';
import { Hero } from './hero.tsx';
import { Suggestions } from './suggestions.tsx';
import './home.css';

export function HomePage() {
  const session = useSession();
  const popular = usePopular();
  const recommended = useRecommendations();
  const personal = session !== null && recommended.data?.source === 'recommendations';

  // A new shop has sold too little to fill a row: then what is popular has to do.
  const row = recommended.data?.items.slice(0, shelf);
  const suggested = recommended.isError || (row && row.length < shelf) ? [] : row;
  const shown = new Set(suggested?.map((product) => product.id));
  const others = popular.data?.filter((product) => !shown.has(product.id)).slice(0, 2 * shelf);

  return (
    <div className="home">
      <title>Twinshop: good things for every day</title>
      <Hero products={popular.data ?? []} />
      <Departments popular={popular.data ?? []} />
      <Suggestions title={personal ? 'Recommended for you' : 'Best sellers'} products={suggested} />
      {popular.isError && !popular.data ? (
        <div className="shelf">
          <LoadFailed what="The popular products" error={popular.error} retry={popular.refetch} />
        </div>
      ) : (
        <Suggestions title="Popular right now" products={suggested && others} />
      )}
      <p className="home__all">
        <Link className="button" to="/products">
          See everything
        </Link>
      </p>
    </div>
  );
}
