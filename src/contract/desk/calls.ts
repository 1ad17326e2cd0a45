import { z } from 'zod';

/** A phone number as shown: whole, or with its middle hidden (138****8000). */
export const shownNumberSchema = z.object({ text: z.string(), isWhole: z.boolean() });

export const callOutcomes = ['live', 'self-service', 'abandoned', 'talked', 'not-reached', 'fault'] as const;

export const listedCallSchema = z.object({
  callId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  startedAt: z.number().int(),
  /** Always masked here; null: withheld. */
  number: shownNumberSchema.nullable(),
  clientName: z.string().nullable(),
  clientMatchCount: z.number().int(),
  queue: z.string().nullable(),
  agentName: z.string().nullable(),
  outcome: z.enum(callOutcomes),
  waitedMs: z.number().int().nullable(),
  talkMs: z.number().int().nullable(),
  recordings: z.array(z.object({
    recordingId: z.string(),
    /** due: not sealed yet. sealed: playable. gap: the ledger knows that it is missing. */
    status: z.enum(['due', 'sealed', 'gap']),
    durationMs: z.number().int().nullable(),
  })),
}).meta({ id: 'ListedCall' });

export const callPageSchema = z.object({
  calls: z.array(listedCallSchema),
  /** Give it as `before` for the next, older page; null: this is the last one. */
  next: z.string().nullable(),
}).meta({ id: 'CallPage' });

/** Earlier calls of the client (or the number) whose call the seat holds now; newest first. */
export const previousCallsSchema = z.object({ callId: z.string().nullable(), calls: z.array(listedCallSchema) }).meta({ id: 'PreviousCalls' });

export const callPageQuerySchema = z.strictObject({
  /** mine: calls this agent took. all: every call of the firm, for those who may see them. */
  scope: z.enum(['mine', 'all']).default('mine'),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type ListedCall = z.infer<typeof listedCallSchema>;
export type CallPage = z.infer<typeof callPageSchema>;
export type CallPageQuery = z.infer<typeof callPageQuerySchema>;
export type PreviousCalls = z.infer<typeof previousCallsSchema>;

const passed = z.enum(['no-skill', 'series-not-allowed', 'no-licence', 'last-agent-first']);

/** Each offer of the call with the seats that were looked at, and what keeps it waiting now. Ids and times only. */
export const callRoutingSchema = z.object({
  decisions: z.array(z.object({
    at: z.number().int(),
    queue: z.string(),
    priority: z.number().int(),
    enteredAt: z.number().int(),
    seatId: z.string(),
    /** The best first; `more` were left out of the record. */
    seats: z.array(z.object({
      seatId: z.string(), level: z.number().int().nullable(), readySince: z.number().int(),
      result: z.enum(['chosen', 'taken-by-earlier', 'missed-before', 'ranked-lower', ...passed.options]),
    })),
    more: z.number().int(),
    /** Callers whose turn was earlier and who got no seat, and why the chosen one could not take them. */
    ahead: z.array(z.object({ callId: z.string(), queue: z.string(), why: passed })),
    /** Decided again from this record: the same seat. */
    isReproduced: z.boolean(),
  })),
  /** null: it does not wait. `nobodyHasSkill`: no agent of the firm serves this queue. */
  waiting: z.object({
    queue: z.string(), priority: z.number().int(), enteredAt: z.number().int(), place: z.number().int(), nobodyHasSkill: z.boolean(),
    seats: z.array(z.object({ seatId: z.string(), phase: z.string(), why: z.enum([...passed.options, 'seat-not-ready', 'earlier-caller']).nullable() })),
  }).nullable(),
}).meta({ id: 'CallRouting' });
export type CallRouting = z.infer<typeof callRoutingSchema>;
