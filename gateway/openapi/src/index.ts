export { publicContract } from './public-contract.ts';
