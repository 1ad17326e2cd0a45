/** Schema of a flow test: what a caller does and what must be heard, in order. */
import { z } from 'zod';

const list = z.union([z.string().min(1).transform((one) => [one]), z.array(z.string().min(1)).min(1)]);
const value = z.union([z.string(), z.number(), z.strictObject({ mantissa: z.int(), decimals: z.int().min(0).max(8) })]);
const values = z.record(z.string(), value);

const asked = { operation: z.string().min(1), args: z.record(z.string(), z.string()).optional() };
const step = z.union([
  /** Prompts by id, or pieces of what is heard in words, in this order; others may come between. */
  z.strictObject({ hears: list }),
  /** None of these since the last `hears`. */
  z.strictObject({ hearsNot: list }),
  z.strictObject({ keys: z.string().regex(/^[0-9*#]+$/, 'keys are 0-9 * #') }),
  /** So many times: nothing is keyed until the hotline loses patience. */
  z.strictObject({ silence: z.int().min(1).max(20) }),
  z.strictObject({ waitMs: z.int().min(1).max(7_200_000) }),
  z.strictObject({ hangsUp: z.literal(true) }),
  /** A person takes the call out of the queue, hangs up, or sends the caller to the question after the talk. */
  z.strictObject({ person: z.enum(['answers', 'hangs-up', 'asks-survey']) }),
  z.strictObject({ asked: z.strictObject(asked), found: values }),
  z.strictObject({ asked: z.strictObject(asked), refused: z.string().min(1), with: values.optional() }),
  z.strictObject({ asked: z.strictObject(asked), answer: z.enum(['not-found', 'failed', 'lost', 'never']) }),
  z.strictObject({ ends: z.union([z.literal('hung-up'), z.strictObject({ queue: z.string() }), z.strictObject({ transfer: z.string() })]) }),
]);
export type TestStep = z.infer<typeof step>;

const test = z.strictObject({
  name: z.string().min(1),
  dials: z.string().optional(),
  at: z.iso.datetime({ offset: true, local: true, precision: -1 }).or(z.iso.datetime({ offset: true })).optional(),
  client: z.enum(['none', 'one', 'many', 'withheld']).optional(),
  emergency: z.boolean().optional(),
  steps: z.array(step).min(1),
});
export type FlowTest = z.infer<typeof test>;

export const flowTestSchema = z.strictObject({ tests: z.array(test).min(1) });
