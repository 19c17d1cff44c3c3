import type { Twin } from './twin.ts';

/** One step of the script: plays on a twin and leaves its answers in the twin's transcript. */
export interface Step {
  readonly title: string;
  play(twin: Twin): Promise<void>;
  /** For a step that takes long: played on both at the same time, not one after the other. */
  readonly atOnce?: true;
  /** Milliseconds, where it may take longer than others. */
  readonly within?: number;
}
