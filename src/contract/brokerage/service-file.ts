/**
 * What an agent sees of a client while they talk, beside her name: F-01 (trades, services, risk, assets), F-09 (what the firm did for her), F-10
 * (profit and turnover), C-07 (which contacts are known). Only kinds of contacts: the number itself is nobody's to see here.
 */
import { z } from 'zod';
import { clientIdSchema, sideSchema } from './account.ts';
import { decimalSchema } from './decimal.ts';
import { securityCodeSchema } from './security.ts';

const text = z.string().min(1).max(200);
const instant = z.int().nonnegative();
const fen = z.int();
const named = { code: securityCodeSchema, name: z.string().min(1).max(40) };

export const contactKinds = ['mobile', 'landline', 'email'] as const;
export const contactKindSchema = z.enum(contactKinds);
export type ContactKind = z.infer<typeof contactKindSchema>;
export const assetKinds = ['stock', 'fund', 'bond', 'cash', 'other'] as const;
export const serviceKinds = ['visit', 'call', 'letter', 'message', 'advice', 'seminar'] as const;
export const alertKinds = ['announcement', 'suspension', 'delisting-risk', 'dividend', 'price-limit'] as const;

export const serviceFileSchema = z.object({
  clientId: clientIdSchema,
  /** Where she can be reached, the preferred way first. What is not named is not known. */
  contacts: z.array(contactKindSchema).max(contactKinds.length).refine((kinds) => new Set(kinds).size === kinds.length, { message: 'each kind once' }),
  /** C1 (careful) to C5; null: never assessed. */
  risk: z.object({ grade: z.enum(['C1', 'C2', 'C3', 'C4', 'C5']), validUntil: instant }).nullable(),
  assets: z.object({ totalFen: fen.nonnegative(), shares: z.array(z.object({ kind: z.enum(assetKinds), valueFen: fen.nonnegative() })).max(assetKinds.length) }).nullable(),
  /** Of the last `months`: what was won or lost, what was traded (both sides), what she had on average. */
  trading: z.object({ months: z.int().min(1).max(36), profitFen: fen, tradedFen: fen.nonnegative(), averageFen: fen.nonnegative() }).nullable(),
  /** Newest first, as the next three. */
  trades: z.array(z.object({ ...named, side: sideSchema, price: decimalSchema, quantity: z.int().positive(), at: instant })).max(10),
  services: z.array(z.object({ kind: z.enum(serviceKinds), at: instant, by: z.string().min(1).max(80), text })).max(10),
  /** Of what she holds now. */
  alerts: z.array(z.object({ ...named, kind: z.enum(alertKinds), at: instant, text })).max(10),
}).meta({ id: 'ServiceFile' });

export type ServiceFile = z.infer<typeof serviceFileSchema>;
