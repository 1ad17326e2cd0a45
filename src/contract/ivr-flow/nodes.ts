/** The nodes as a file writes them. Whatever is optional here has a default: compile.ts fills it in. */
import { z } from 'zod';
import { answerPath, argument, exactInput, flowId, key, language, nodeId, plainName, retry, say, timeoutMs, words } from './parts.ts';

const title = z.strictObject({ 'zh-CN': z.string().min(1).max(40).optional(), en: z.string().min(1).max(40).optional() }).optional();
const operation = z.string().min(1);
const args = z.record(z.string().min(1), argument).optional();
const asking = { operation, args, into: plainName.optional(), timeoutMs: z.int().min(500).max(30_000).optional(), waitSay: say.optional(), failed: nodeId };
const target = z.record(z.string().min(1), nodeId);

export const fileNode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), title, say: words, interruptible: z.boolean().optional(), next: nodeId }),
  z.strictObject({
    kind: z.literal('menu'), title, say: words, firstDigitTimeoutMs: timeoutMs.optional(), keys: z.record(key, nodeId),
    noInput: retry.optional(), noMatch: retry.optional(),
  }),
  z.strictObject({
    kind: z.literal('collect'), title, say: words, into: plainName, firstDigitTimeoutMs: timeoutMs.optional(),
    interDigitTimeoutMs: timeoutMs.optional(), exact: z.record(exactInput, nodeId).optional(), next: nodeId, noInput: retry.optional(), noMatch: retry.optional(),
  }),
  z.strictObject({ kind: z.literal('language'), title, to: language, next: nodeId }),
  z.strictObject({ kind: z.literal('set'), title, values: z.record(plainName, argument), next: nodeId }),
  z.strictObject({ kind: z.literal('hours'), title, calendar: z.string().min(1), open: nodeId, closed: nodeId }),
  z.strictObject({ kind: z.literal('branch'), title, on: answerPath, cases: target, otherwise: nodeId }),
  z.strictObject({
    kind: z.literal('lookup'), title, ...asking, into: plainName, found: nodeId, notFound: nodeId.optional(),
    notFoundLimit: z.strictObject({ max: z.int().min(1).max(9), then: nodeId }).optional(), lost: nodeId.optional(),
  }),
  z.strictObject({ kind: z.literal('act'), title, ...asking, done: nodeId, refused: target.optional(), otherwise: nodeId, lost: nodeId.optional() }),
  z.strictObject({
    kind: z.literal('enqueue'), title, queue: z.string().min(1), say: say.optional(), notice: say.optional(), priority: z.int().min(0).max(5).optional(),
    exits: z.strictObject({ message: nodeId.optional(), callback: nodeId.optional() }).optional(),
  }),
  z.strictObject({
    kind: z.literal('callback'), title, case: z.enum(['booked', 'queue', 'contact']), slot: argument, into: plainName.optional(),
    timeoutMs: timeoutMs.optional(), waitSay: say.optional(), booked: nodeId, refused: nodeId, failed: nodeId,
  }),
  z.strictObject({
    kind: z.literal('message'), title, box: z.enum(['complaint', 'suggestion', 'message']), say: words, maxMs: z.int().min(5_000).max(300_000).optional(),
    silenceMs: z.int().min(2_000).max(60_000).optional(),
    next: nodeId, empty: nodeId, failed: nodeId.optional(),
  }),
  z.strictObject({ kind: z.literal('transfer'), title, to: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a destination has a name, such as branch-1'), say: say.optional(), failed: nodeId }),
  z.strictObject({ kind: z.literal('subflow'), title, flow: flowId, exits: target }),
  z.strictObject({ kind: z.literal('return'), title, exit: z.string().min(1) }),
  z.strictObject({ kind: z.literal('hangup'), title, say }),
]);

export type FileNode = z.infer<typeof fileNode>;
