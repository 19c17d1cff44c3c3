/** One shop at a time, for suites that drive a running one. */
export interface ShopUnderTest {
  /** Stops the one that runs, if any. @param onLine told what happens meanwhile */
  start(topology: string, onLine: (line: string) => void): Promise<void>;
  stop(): Promise<void>;
  /** What the suites know the shop by; undefined when none could be started. */
  readonly environment: Record<string, string> | undefined;
}
