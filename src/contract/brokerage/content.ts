import { z } from 'zod';
import { securityCodeSchema } from './security.ts';

/** What the firm publishes (C-01, C-02, C-04): by type, by type and code (announcement, daily-comment), or by date. */
export const contentTypeSchema = z.enum(['market-comment', 'news', 'express', 'exchange-notice', 'announcement', 'daily-comment', 'opinion']);
export type ContentType = z.infer<typeof contentTypeSchema>;

/** One text. English may be missing: it is told in Chinese then. */
export const contentItemSchema = z.object({
  contentId: z.string().min(1).max(64),
  type: contentTypeSchema,
  code: securityCodeSchema.nullable(),
  title: z.string().min(1).max(120),
  text: z.string().min(1).max(1_200),
  english: z.string().min(1).max(2_400).nullable(),
  publishedAtMs: z.int(),
});

export type ContentItem = z.infer<typeof contentItemSchema>;

/** One text a page, newest first: what is read to a listener is read one by one. */
export const contentPageSchema = z.object({ item: contentItemSchema, page: z.int().min(1), total: z.int().positive(), hasMore: z.boolean() });
export type ContentPage = z.infer<typeof contentPageSchema>;
