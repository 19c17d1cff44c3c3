import { Limit } from '@twinshop/platform/values';
import { z } from 'zod';

export const ListRecommendations = z.object({ limit: Limit(10) });
export type ListRecommendations = z.infer<typeof ListRecommendations>;
