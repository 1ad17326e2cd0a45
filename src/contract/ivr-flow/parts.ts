/** Words of flow files: names, prompts, time-outs, retries. */
import { z } from 'zod';
import type { PromptPart } from '../../core/ivr/prompt-part.ts';
import { announcementPlaceSchema } from '../announcement-places.ts';

export const nodeId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a node name is small letters, digits and dashes, such as quote-ask');
export const flowId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a flow id is small letters, digits and dashes');
export const promptId = z.string().regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/, 'a prompt id is small letters and digits, parts joined by "." or "-"');
const aPath = /^\.?[a-z][A-Za-z0-9]*(?:\.(?:[a-z][A-Za-z0-9]*|\d{1,2})){0,3}$/;
export const answerPath = z.string().regex(aPath, 'an answer is named like code or quote.last');
export const plainName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'an answer is kept under a plain name, such as quote');
export const argument = z.string().regex(/^(?:=[^=]{0,60}|[a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+){0,3})$/, 'an argument is an answer (code), or a literal behind "=" (=index)');
export const timeoutMs = z.int().min(500).max(60_000);

export const language = z.enum(['zh-CN', 'en']);

export const promptPart: z.ZodType<PromptPart> = z.lazy(() =>
  z.union([
    promptId,
    z.strictObject({
      speak: z.enum([
        'card', 'dec', 'money_fen', 'code', 'pct', 'date', 'date_noyear', 'time', 'count', 'price', 'index', 'volume_lots',
        'turnover_yuan', 'change', 'change_points', 'place', 'duration', 'name',
      ]),
      from: answerPath,
    }),
    z.strictObject({ announce: announcementPlaceSchema }),
    z.strictObject({ clip: answerPath }),
    z.strictObject({ each: answerPath, say: z.array(promptPart).min(1).max(20) }),
  ]),
);
export const say = z.array(promptPart).max(40);
export const words = say.min(1, 'say at least one prompt: no caller in silence');

/** What a node leaves out is taken from the flow's `defaults`. */
export const retry = z.strictObject({ say: words.optional(), max: z.int().min(1).max(9).optional(), then: nodeId.optional() });
export const key = z.string().regex(/^[0-9*#]$/, 'a key is one of 0-9 * #');
export const exactInput = z.string().regex(/^(?:\d{1,20}|\*)$/, 'an exact input is digits, or * alone');
