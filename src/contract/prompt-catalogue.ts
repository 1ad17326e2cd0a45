import { z } from 'zod';

/** Ids are file names too: small letters, digits, dots between parts, dashes within. */
export const promptIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/, 'an id is small letters and digits, parts joined by "." or "-", such as main.menu');

/** After this prompt the caller is expected to press one key (menu) or several (collect). */
const asksSchema = z.enum(['menu', 'collect']);

const speechSchema = z.strictObject({
  kind: z.literal('speech').optional(),
  text: z.string().trim().min(1, 'a text is needed: it is what is built and what the studio records').max(500),
  asks: asksSchema.optional(),
  /** A notice the law wants heard: no key may cut it. */
  legal: z.literal(true).optional(),
});

const toneSchema = z.strictObject({
  kind: z.literal('tone'),
  /** Sine tone, on and off once; the clip is one such period. */
  generator: z.strictObject({
    frequencyHz: z.int().min(20).max(3400),
    onMs: z.int().min(20).max(60_000),
    offMs: z.int().min(0).max(60_000),
  }),
});

const musicSchema = z.strictObject({
  kind: z.literal('music'),
  /** A melody of our own making, as long as a loop of it: no third party has rights to it. */
  generator: z.strictObject({ melody: z.enum(['calm']), durationMs: z.int().min(1000).max(120_000) }),
});

/** An entry that names no kind is speech. */
export const promptEntrySchema = z.discriminatedUnion('kind', [speechSchema, toneSchema, musicSchema], {
  error: (issue) => (issue.code === 'invalid_union' ? 'kind is none of speech, tone, music' : undefined),
});

/** A file of ivr-flows/prompts/: every prompt of one language by its id. */
export const promptCatalogueSchema = z.record(promptIdSchema, promptEntrySchema);

export type PromptEntry = z.infer<typeof promptEntrySchema>;
export type PromptCatalogue = Readonly<Record<string, PromptEntry>>;
export type PromptLanguage = 'zh-CN' | 'en';
export const promptLanguages: readonly PromptLanguage[] = ['zh-CN', 'en'];

const manifestClipSchema = z.strictObject({
  /** What is heard, in words; empty for tone and music. */
  text: z.string(),
  kind: z.enum(['speech', 'tone', 'music']),
  /** SHA-256 of the A-law bytes, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whole 20 ms frames of 160 samples. */
  frames: z.int().positive(),
  durationMs: z.int().positive(),
  asks: asksSchema.optional(),
  legal: z.literal(true).optional(),
  /** True when a file of the studio took the place of the built voice. */
  recorded: z.literal(true).optional(),
});

/** `<home>/prompts/manifest.json` (zh-CN) and `manifest.<language>.json`: every clip that can be played now. */
export const promptManifestSchema = z.strictObject({
  version: z.literal(1),
  language: z.enum(['zh-CN', 'en']),
  clips: z.record(promptIdSchema, manifestClipSchema),
});

export type ManifestClip = z.infer<typeof manifestClipSchema>;
export type PromptManifest = z.infer<typeof promptManifestSchema>;
