import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { announcePlace, chosenPlace, type Place } from './config.ts';

const ENGINE_DEADLINE_MS = 10_000;

/** Where this run's servers are to be; found out once, and then the same for everyone in the run. */
export async function placeOfServers(): Promise<Place> {
  const place = chosenPlace() ?? ((await engineAnswers()) ? 'containers' : 'embedded');
  announcePlace(place);
  return place;
}

const engineAnswers = (): Promise<boolean> =>
  promisify(execFile)('docker', ['info'], { timeout: ENGINE_DEADLINE_MS }).then(
    () => true,
    () => false,
  );
