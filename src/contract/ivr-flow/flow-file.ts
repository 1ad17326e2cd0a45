/** Schema of a flow file in ivr-flows/ (docs/flows.md). compile.ts makes core's `Flow` of it. */
import { z } from 'zod';
import { fileNode } from './nodes.ts';
import { flowId, key, language, nodeId, plainName, retry, say, timeoutMs } from './parts.ts';
import { fileSlot } from './slots.ts';

const defaults = z.strictObject({
  firstDigitTimeoutMs: timeoutMs.optional(),
  interDigitTimeoutMs: timeoutMs.optional(),
  noInput: retry.optional(),
  noMatch: retry.optional(),
  timeoutMs: timeoutMs.optional(),
  waitSay: say.optional(),
  /** Keys that every menu has, and every collect where they cannot be an input. */
  keys: z.record(key, nodeId).optional(),
});

export const flowFileSchema = z.strictObject({
  id: flowId,
  version: z.int().min(1),
  /** Dialled numbers that this flow answers; without it the flow is a subflow. */
  dnis: z.array(z.string().regex(/^\d{3,15}$/, 'a dialled number is 3 to 15 digits')).min(1).optional(),
  languages: z.array(language).min(1).optional(),
  entry: nodeId,
  onFault: nodeId.optional(),
  afterTalk: nodeId.optional(),
  resumeSay: say.optional(),
  limits: z.strictObject({ ivrMs: z.int().min(10_000).max(3_600_000).optional(), visitsPerNode: z.int().min(2).max(200).optional(), then: nodeId }).optional(),
  defaults: defaults.optional(),
  slots: z.record(plainName, fileSlot).optional(),
  nodes: z.record(nodeId, fileNode),
});

export type FlowFile = z.infer<typeof flowFileSchema>;
export type FlowDefaults = z.infer<typeof defaults>;
