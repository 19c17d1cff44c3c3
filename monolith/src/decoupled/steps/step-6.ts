import type { HostedModule } from '../hosted-module.ts';

/** Every module has left; the storefront has not. */
export const step6 = (): Promise<HostedModule>[] => [];
