import { isDeepStrictEqual } from 'node:util';
import { writeEnvironmentFile } from '../home/environment-file.ts';
import type { ShopHome } from '../home/shop-home.ts';
import { ManagedProcess } from '../processes/managed-process.ts';
import type { PartEvents } from '../processes/part.ts';
import { killGroup } from '../processes/process-group.ts';
import { Refusal } from '../refusal.ts';
import type { PlannedProcess } from './plan.ts';
import { startAll, stopAll, type Step } from './start-and-stop.ts';

export interface Member extends Step<ManagedProcess> {
  readonly description: PlannedProcess['description'];
}

/** The processes of a shop: as a topology has them, or on the way from one to another. */
export class Processes {
  readonly #home: ShopHome;
  readonly #events: PartEvents<ManagedProcess>;
  readonly #isStopping: () => boolean;
  #members: readonly Member[] = [];

  constructor(home: ShopHome, events: PartEvents<ManagedProcess>, isStopping: () => boolean) {
    this.#home = home;
    this.#events = events;
    this.#isStopping = isStopping;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  get parts(): ManagedProcess[] {
    return this.#members.map(({ part }) => part);
  }

  /** Those of a shop that has none yet; they are not started. */
  add(planned: readonly PlannedProcess[]): void {
    this.#members = planned.map((each) => this.#memberOf(each));
  }

  /** Each as soon as those are ready that it has to come after. */
  startAll(onReady: (name: string) => void): Promise<void> {
    return startAll(this.#members, this.#isStopping, onReady);
  }

  /**
   * Starts those that do not run by their names, one after the other.
   * @param before awaited for each
   * @returns their names
   * @throws what the first that failed threw; those before it run
   */
  async startMissing(
    planned: readonly PlannedProcess[],
    before: (process: PlannedProcess) => Promise<void>,
  ): Promise<string[]> {
    this.#members = this.#members.map((member) => ({
      ...member,
      after: planned.find(({ plan }) => plan.name === member.part.name)?.after ?? member.after,
    }));
    const missing = planned.filter(({ plan }) => this.#find(plan.name)?.part.pid === undefined);
    for (const each of missing) {
      await before(each);
      await this.#start(each);
    }
    return missing.map(({ plan }) => plan.name);
  }

  /**
   * Stops those that are planned otherwise than they run, and starts them as planned, one after the other; also those that have
   * not come back.
   * @param aside has each replaced while nobody sends it anything
   * @returns their names
   * @throws what the first that failed threw; it runs as it did before
   */
  async replaceChanged(
    planned: readonly PlannedProcess[],
    aside: (process: PlannedProcess, replace: () => Promise<void>) => Promise<void>,
  ): Promise<string[]> {
    const changed = planned.filter(({ plan }) => {
      const member = this.#find(plan.name);
      if (member === undefined) return false;
      return member.part.pid === undefined || !isDeepStrictEqual(member.part.plan, plan);
    });
    for (const each of changed) await aside(each, () => this.#replace(this.#find(each.plan.name)!, each));
    return changed.map(({ plan }) => plan.name);
  }

  /** Those that have none of these names. */
  besides(names: readonly string[]): Member[] {
    return this.#members.filter(({ part }) => !names.includes(part.name));
  }

  /** Stops some of them, those first that need others, and forgets them. */
  async remove(members: readonly Member[]): Promise<void> {
    await stopAll(members);
    this.#members = this.#members.filter((member) => !members.includes(member));
  }

  stop(): Promise<void> {
    return stopAll(this.#members);
  }

  killAll(): void {
    for (const { pid } of this.parts) if (pid !== undefined) killGroup(pid);
  }

  async #replace(old: Member, planned: PlannedProcess): Promise<void> {
    await old.part.stop();
    try {
      await this.#start(planned);
    } catch (error) {
      this.#put(old);
      // Why the new one did not start is the news, whatever becomes of this.
      if (!this.#isStopping()) await Promise.allSettled([old.part.start()]);
      throw error;
    }
  }

  async #start(planned: PlannedProcess): Promise<void> {
    // In one turn with the start: whoever stops the shop finds it among the members.
    if (this.#isStopping())
      throw new Refusal(`The shop is being stopped: ${planned.plan.name} is not started.`);
    const member = this.#memberOf(planned);
    this.#put(member);
    try {
      // Those that run already have customers.
      await member.part.start({ yielding: true });
    } catch (error) {
      this.#members = this.#members.filter((each) => each !== member);
      throw error;
    }
  }

  /** In the place of the one of its name, where there is one. */
  #put(member: Member): void {
    const others = this.#members.map((each) => (each.part.name === member.part.name ? member : each));
    this.#members = others.includes(member) ? others : [...others, member];
  }

  #find(name: string): Member | undefined {
    return this.#members.find(({ part }) => part.name === name);
  }

  #memberOf({ plan, after, description, environment }: PlannedProcess): Member {
    writeEnvironmentFile(this.#home.environment(plan.name), environment);
    return { part: new ManagedProcess(plan, this.#events), after, description };
  }
}
