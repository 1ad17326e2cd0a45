/** A supervisor at a talk: she listens, whispers to the agent, barges in, takes over. Her own seat is rung for it. */
import { z } from 'zod';
import { monitorModes } from './call-control.ts';

export const monitorWishSchema = z.strictObject({ mode: z.enum(monitorModes) }).meta({ id: 'MonitorWish' });

/** take-over: she leads the call from now on, the agent goes to her after-call work. */
export const monitorChangeSchema = z.strictObject({ mode: z.enum([...monitorModes, 'take-over']) }).meta({ id: 'MonitorChange' });

/** Accepted and saved; how it goes on is told by `seat-state` and `call-state` on the stream of the supervisor's own seat. */
export const monitorAnswerSchema = z.object({}).meta({ id: 'MonitorAnswer' });

export type MonitorWish = z.infer<typeof monitorWishSchema>;
export type MonitorChange = z.infer<typeof monitorChangeSchema>;
