import { z } from 'zod';

/** What a person asks for. Source: law 91/2025/QH15, art. 4 (1). */
export const requestKind = z.enum(['access', 'correction', 'erasure', 'restriction', 'objection']);
export type RequestKind = z.infer<typeof requestKind>;
