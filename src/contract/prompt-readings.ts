import { z } from 'zod';

/** Where the engine takes the wrong reading. `at`: only at the start of a text, or when it is the whole text. */
const reading = (read: z.ZodString) => z.strictObject({ written: z.string().min(1).max(20), read, at: z.enum(['start', 'whole']).optional() });

const pinyin = z.string().regex(/^[a-z]+[1-5](?: [a-z]+[1-5])*$/, 'pinyin with a tone number each, such as "huan2 kuan3" (5: no tone, v: ü)');
const words = z.string().min(1).max(60).regex(/^[^{}[\]]*$/, 'words as they sound, without brackets');

/** ivr-flows/prompts/readings.json: how words are read that the engine would read otherwise. */
export const promptReadingsSchema = z.strictObject({ 'zh-CN': z.array(reading(pinyin)), en: z.array(reading(words)) });

export type PromptReadings = z.infer<typeof promptReadingsSchema>;
export type PromptReading = PromptReadings['en'][number];
export const NO_READINGS: PromptReadings = { 'zh-CN': [], en: [] };
