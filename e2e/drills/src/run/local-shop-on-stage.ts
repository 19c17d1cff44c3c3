import type { StartedShop } from '@twinshop/local';
import type { ShopOnStage } from '../faults/stage.ts';

/** A shop of this machine's own processes. */
export function localShopOnStage(shop: StartedShop): ShopOnStage {
  const { variant, publicUrl, providerUrl, databases, redisUrl, admin, killProcess, restart, reloadGateway } =
    shop;
  const signal = (name: string, send: (pid: number) => void): void => {
    const found = shop.processes.find((part) => part.name === name);
    if (found === undefined) throw new Error(`There is no ${name} in this shop.`);
    send(found.pid);
  };
  return {
    variant,
    publicUrl,
    providerUrl,
    databases,
    redisUrl,
    admin,
    killProcess,
    restart,
    get processes() {
      return shop.processes.map((part) => ({ ...part, pid: lives(part.pid) ? part.pid : undefined }));
    },
    // With its children: nginx has workers.
    pause: async (name) => signal(name, (pid) => process.kill(-pid, 'SIGSTOP')),
    resume: async (name) => signal(name, (pid) => process.kill(-pid, 'SIGCONT')),
    reloadGateway,
  };
}

/** What has ended and was not started again is still known by its last pid. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
