/** A container's health check: whether its process says that it is ready, on its internal port where it has one. */
const { OPS_PORT, PORT } = process.env;
const url = OPS_PORT ? `http://127.0.0.1:${OPS_PORT}/health/ready` : `http://127.0.0.1:${PORT}/health`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_500) });
process.exitCode = ok ? 0 : 1;
