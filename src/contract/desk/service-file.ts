/** The card beside the pop: what is known of the client of the call that the seat holds now. It comes after the pop and never delays it. */
import { z } from 'zod';
import { contactKinds, serviceFileSchema } from '../brokerage/service-file.ts';

export const serviceFileQuerySchema = z.strictObject({
  /** Where several clients have the number: the one the agent chose. */
  clientId: z.string().min(1).max(64).optional(),
});

const { contacts: _, ...known } = serviceFileSchema.shape;

export const seatServiceFileSchema = z.object({
  /** null: the seat holds no call. */
  callId: z.string().nullable(),
  office: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('found'),
      file: z.object({
        ...known,
        contacts: z.object({ known: z.array(z.enum(contactKinds)), missing: z.array(z.enum(contactKinds)) }),
        /** From what she turned over in a year; null: nothing to tell it by. */
        style: z.enum(['short', 'medium', 'long']).nullable(),
      }),
    }),
    /** The back office does not know this client. */
    z.object({ kind: z.literal('unknown') }),
    z.object({ kind: z.literal('unavailable'), reason: z.enum(['timeout', 'down', 'bad-answer', 'busy']) }),
    /** Nobody, or several of whom none was chosen. */
    z.object({ kind: z.literal('no-client') }),
  ]),
  /** Her complaints, suggestions and messages, open ones first; null: not for this agent's series. */
  cases: z.array(z.object({ caseNo: z.string(), box: z.string(), state: z.enum(['open', 'taken', 'closed']), filedAt: z.number().int() })).nullable(),
}).meta({ id: 'SeatServiceFile' });

export type SeatServiceFile = z.infer<typeof seatServiceFileSchema>;
export type ServiceFileQuery = z.infer<typeof serviceFileQuerySchema>;
