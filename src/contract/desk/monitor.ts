/** A supervisor at a talk: she listens, whispers to the agent, barges in, takes over. Her own seat is rung for it. */
import { z } from 'zod';
import { monitorModes } from './call-control.ts';

export const monitorWishSchema = z.strictObject({ mode: z.enum(monitorModes) }).meta({ id: 'MonitorWish' });

/** take-over: she leads the call from now on, the agent goes to her after-call work. */
export const monitorChangeSchema = z.strictObject({ mode: z.enum([...monitorModes, 'take-over']) }).meta({ id: 'MonitorChange' });

/** Accepted and saved; how it goes on is told by `seat-state` and `call-state` on the stream of the supervisor's own seat. */
export const monitorAnswerSchema = z.object({}).meta({ id: 'MonitorAnswer' });

/** For the supervisor's list. No client's name or number: whose call it is she hears, or reads on her card once she is there. */
export const talkSchema = z.object({
  callId: z.string(),
  agentName: z.string(),
  extension: z.string(),
  queue: z.string(),
  /** When client and agent were connected. */
  since: z.number().int(),
  /** Extension of the supervisor who is at it; null: nobody. */
  monitoredBy: z.string().nullable(),
  mode: z.enum(monitorModes).nullable(),
}).meta({ id: 'Talk' });

/** Longest first. */
export const talksSchema = z.object({ serverNow: z.number().int(), talks: z.array(talkSchema) }).meta({ id: 'Talks' });

export type Talk = z.infer<typeof talkSchema>;
export type Talks = z.infer<typeof talksSchema>;
export type MonitorWish = z.infer<typeof monitorWishSchema>;
export type MonitorChange = z.infer<typeof monitorChangeSchema>;
