/** Rules of a queue as a firm file and the store write them; parsed into what core/waiting works with. */
import { z } from 'zod';
import type { OverflowTarget, QueueRules } from '../core/waiting/rules.ts';

const seconds = z.number().int().min(1).max(7_200);

/** `queue:general`, `message`, `callback`, `goodbye`. */
const target = z
  .string()
  .regex(/^(queue:[a-z][a-z0-9-]*|message|callback|goodbye)$/, 'say where a caller goes: queue:NAME, message, callback or goodbye');

const overflow = z.strictObject({
  time: z.strictObject({ afterS: seconds, to: target }).optional(),
  length: z.strictObject({ over: z.number().int().min(0).max(10_000), to: target }).optional(),
  closing: z.strictObject({ to: target }).optional(),
  empty: z.strictObject({ to: target }).optional(),
});

const keys = z.record(z.string(), z.enum(['keep-place', 'message', 'callback'])).superRefine((given, context) => {
  for (const key of Object.keys(given)) if (!/^[0-9]$/.test(key)) context.addIssue({ code: 'custom', path: [key], message: 'a key is one digit' });
});

export const queueRulesSchema = z.strictObject({ overflow: overflow.default({}), keys: keys.default({}) });
export type FileQueueRules = z.infer<typeof queueRulesSchema>;

function targetOf(text: string): OverflowTarget {
  if (text.startsWith('queue:')) return { kind: 'queue', queue: text.slice('queue:'.length) };
  return { kind: text === 'message' || text === 'callback' ? text : 'goodbye' };
}

/** Queues that its rules send callers to. */
export function queuesNamed({ overflow: given }: FileQueueRules): string[] {
  return Object.values(given).flatMap((rule) => (rule !== undefined && rule.to.startsWith('queue:') ? [rule.to.slice('queue:'.length)] : []));
}

export function queueRulesOf({ calendar, lastAgentMs, maxWaitMs, rules }: { calendar: string | null; lastAgentMs: number; maxWaitMs?: number; rules: FileQueueRules }): QueueRules {
  const { time, length, closing, empty } = rules.overflow;
  return {
    calendar, lastAgentMs, ...(maxWaitMs === undefined ? {} : { maxWaitMs }), keys: rules.keys,
    overflow: {
      ...(time === undefined ? {} : { time: { afterMs: time.afterS * 1_000, to: targetOf(time.to) } }),
      ...(length === undefined ? {} : { length: { over: length.over, to: targetOf(length.to) } }),
      ...(closing === undefined ? {} : { closing: { to: targetOf(closing.to) } }),
      ...(empty === undefined ? {} : { empty: { to: targetOf(empty.to) } }),
    },
  };
}
