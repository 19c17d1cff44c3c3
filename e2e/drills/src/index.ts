export * from './record/drill-record.ts';
