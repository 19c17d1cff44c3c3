/** A container's health check: exits with 0 where an address answers that all is well. */
const { ok } = await fetch(process.argv[2], { signal: AbortSignal.timeout(2_500) });
process.exitCode = ok ? 0 : 1;
