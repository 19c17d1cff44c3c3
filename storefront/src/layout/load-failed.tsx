import { isPassing } from '../api/problem.ts';

interface LoadFailedProps {
  /** The subject of the sentence: "Your cart". */
  what: string;
  error: unknown;
  retry: () => unknown;
}

export function LoadFailed({ what, error, retry }: LoadFailedProps) {
  return (
    <div className="load-failed" role="alert">
      <p>
        {what} could not be loaded.{' '}
        {isPassing(error) ? 'The shop is not answering just now.' : 'Something went wrong on our side.'}
      </p>
      <button className="button" type="button" onClick={() => void retry()}>
        Try again
      </button>
    </div>
  );
}
