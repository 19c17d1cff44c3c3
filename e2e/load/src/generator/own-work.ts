/** What this process itself needed from its making to `end`. */
export class OwnWork {
  readonly #beganAt = performance.now();
  readonly #cpu = process.cpuUsage();
  readonly #loop = performance.eventLoopUtilization();

  end(): { cpuMs: number; busy: number; loopBusy: number } {
    const cpuMs = cpuMsOf(process.cpuUsage(this.#cpu));
    const { utilization } = performance.eventLoopUtilization(this.#loop);
    return { cpuMs, busy: cpuMs / (performance.now() - this.#beganAt), loopBusy: utilization };
  }
}

export const cpuMsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;
