/** Figures as other systems and pages ask for them. Every figure has the calls behind it; docs/metrics.md has each definition. */
import { z } from 'zod';

/** Of core/metrics/definitions.ts; a test holds the two together. */
export const figureNames = [
  'offered', 'presented', 'answered', 'abandoned', 'shortAbandoned', 'flowedOut', 'callbacks', 'waiting', 'serviceLevel', 'abandonShare', 'asa', 'longestWait',
  'aht', 'consults', 'consultTime', 'occupancy', 'callVolume', 'shareServed', 'satisfaction',
] as const;

const instant = z.coerce.number().int().min(0);
const DAY_MS = 86_400_000;
const period = { from: instant, to: instant };
const isPeriod = ({ from, to }: { from: number; to: number }): boolean => from < to && to - from <= 400 * DAY_MS;
const periodWords = { message: 'give a period that begins before it ends, of 400 days at most' };

export const figuresQuerySchema = z.strictObject({
  ...period,
  by: z.enum(['firm', 'queue', 'agent']).default('firm'),
  /** 15min: a row for each interval that has one. */
  every: z.enum(['period', '15min']).default('period'),
}).refine(isPeriod, periodWords);

export const figureCallsQuerySchema = z.strictObject({
  ...period,
  figure: z.enum(figureNames),
  /** A queue's name or an agent's id; without: the whole firm. */
  key: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
}).refine(isPeriod, periodWords);

const count = z.number().int();
const figuresSchema = z.record(z.enum(figureNames), z.number().nullable());

export const figureRowsSchema = z.object({
  rows: z.array(z.object({
    /** `firm`, a queue's name, an agent's id. */
    key: z.string(),
    /** Start of the interval, epoch ms; null: the whole period. */
    at: count.nullable(),
    /** null: nothing to divide by. Shares are between 0 and 1, times in ms. */
    figures: figuresSchema,
  })),
}).meta({ id: 'FigureRows' });

/** `isWhole` false: there are more than were asked for. */
export const figureCallsSchema = z.object({ callIds: z.array(z.string()), isWhole: z.boolean() }).meta({ id: 'FigureCalls' });

export const figureDefinitionsSchema = z.object({
  figures: z.array(z.object({ name: z.string(), zh: z.string(), en: z.string(), unit: z.enum(['calls', 'ms', 'share']), formula: z.string() })),
}).meta({ id: 'FigureDefinitions' });

export const ownDayQuerySchema = z.strictObject({ day: z.iso.date('give a day, such as 2026-11-25').optional() });
export const ownDaySchema = z.object({
  /** A day in China. */
  day: z.string(),
  /** Time of her seat in each state while signed in, the longest first; a state that goes on counts up to some seconds ago. */
  states: z.array(z.object({ phase: z.string(), reason: z.string().nullable(), ms: count })),
  signedInMs: count,
  talks: count, talkMs: count, holdMs: count, acwMs: count,
  /** Talks of colleagues that she was asked into. */
  consults: count, consultMs: count,
  /** As in the firm's figures; null: nothing to divide by. */
  aht: z.number().nullable(), occupancy: z.number().nullable(), satisfaction: z.number().nullable(),
  /** Callers who answered. */
  ratings: count,
}).meta({ id: 'OwnDay' });

export type FigureRows = z.infer<typeof figureRowsSchema>;
