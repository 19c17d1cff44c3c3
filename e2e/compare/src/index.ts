export * from './record/compare-record.ts';
