import type { OrderStatus } from '../api/types.ts';

export const statusWords: Record<OrderStatus, { label: string; sentence: string }> = {
  pending: { label: 'Pending', sentence: 'We have your order and are checking stock and payment.' },
  confirmed: { label: 'Confirmed', sentence: 'Paid and set aside for you. Thank you!' },
  rejected: { label: 'Not completed', sentence: 'This order did not go through. Nothing was charged.' },
  cancelled: {
    label: 'Cancelled',
    sentence: 'This order was cancelled. Whatever was paid has been refunded in full.',
  },
};
