export { startProvider, type RunningProvider } from './provider.ts';
