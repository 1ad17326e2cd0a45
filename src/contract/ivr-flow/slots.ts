/** Slots as a file declares them, and what each kind means. */
import { z } from 'zod';
import type { Slot, SlotClass, SlotKind } from '../../core/ivr/slot.ts';

const length = z.int().min(1).max(20);

export const fileSlot = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code') }),
  z.strictObject({ kind: z.literal('digits'), min: length, max: length }),
  z.strictObject({ kind: z.literal('amount') }),
  z.strictObject({ kind: z.literal('date') }),
  z.strictObject({ kind: z.literal('phone') }),
  z.strictObject({ kind: z.literal('account'), min: length.optional(), max: length.optional() }),
  z.strictObject({ kind: z.literal('pin'), min: length.optional(), max: length.optional() }),
  z.strictObject({ kind: z.literal('choice'), of: z.array(z.string().regex(/^\d{1,6}$/, 'a choice is one to six digits')).min(1).max(40) }),
]);
export type FileSlot = z.infer<typeof fileSlot>;

/** amount: nine digits of yuan, the point, two of fen. */
const KINDS: Readonly<Record<SlotKind, { readonly slotClass: SlotClass; readonly min: number; readonly max: number }>> = {
  code: { slotClass: 'plain', min: 6, max: 6 },
  digits: { slotClass: 'plain', min: 1, max: 20 },
  amount: { slotClass: 'plain', min: 1, max: 12 },
  date: { slotClass: 'plain', min: 8, max: 8 },
  phone: { slotClass: 'private', min: 5, max: 15 },
  account: { slotClass: 'private', min: 6, max: 16 },
  pin: { slotClass: 'secret', min: 6, max: 6 },
  choice: { slotClass: 'plain', min: 1, max: 6 },
};

export function slotOf(file: FileSlot): Slot {
  const kind = KINDS[file.kind];
  if (file.kind === 'choice') {
    const lengths = file.of.map((one) => one.length);
    return { kind: 'choice', ...kind, min: Math.min(...lengths), max: Math.max(...lengths), of: file.of };
  }
  const min = ('min' in file ? file.min : undefined) ?? kind.min;
  const max = ('max' in file ? file.max : undefined) ?? Math.max(min, kind.max);
  return { kind: file.kind, slotClass: kind.slotClass, min, max, of: [] };
}
