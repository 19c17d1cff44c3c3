import { copyable, type Section } from '@twinshop/report';
import type { CompareRecord } from '../../record/compare-record.ts';

export const again = ({ command }: CompareRecord): Section => ({
  id: 'again',
  title: 'Do it again',
  lead: 'The same plan with the same seed, in the same order. Figures will lie within their intervals if the machine is as quiet.',
  body: copyable(command),
});
