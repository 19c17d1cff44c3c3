import type { INestApplicationContext } from '@nestjs/common';
import type { ModuleName } from './hosted-module.ts';

type Methods = Record<string, (...values: unknown[]) => unknown>;

/** The modules that share a process, by which they meet each other's ports. */
export class Neighbours {
  private readonly applications = new Map<ModuleName, INestApplicationContext>();

  moveIn(name: ModuleName, application: INestApplicationContext): void {
    this.applications.set(name, application);
  }

  /**
   * What another module offers, by direct call. It is looked up when it is called: two modules may need each other.
   * @param offered the class that the other's application provides
   */
  port<Offered extends object>(
    name: ModuleName,
    offered: abstract new (...parts: never[]) => Offered,
  ): Offered {
    const methods = Object.getOwnPropertyNames(offered.prototype).filter(
      (method) => method !== 'constructor',
    );
    const call =
      (method: string) =>
      (...values: unknown[]): unknown =>
        this.find(name, offered)[method]!(...values);
    return Object.fromEntries(methods.map((method) => [method, call(method)])) as Offered;
  }

  private find(name: ModuleName, offered: unknown): Methods {
    const application = this.applications.get(name);
    if (application === undefined) throw new Error(`There is no ${name} in this process.`);
    return application.get(offered as never);
  }
}
