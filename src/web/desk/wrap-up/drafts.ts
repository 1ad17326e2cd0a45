/** Dispositions not filed yet, each for the call it belongs to. Pure; no number and no name is ever in one but what she writes. */
import { z } from 'zod';
import { dispositionCodes } from '../../../contract/desk/call-control.ts';

const draftSchema = z.object({
  callId: z.string(),
  code: z.enum(dispositionCodes).nullable(),
  note: z.string().max(2_000),
  /** When the form was opened, epoch ms of the server: names the call to the agent. */
  openedAt: z.number().int(),
  /** null: not filed, or changed since. */
  filedAt: z.number().int().nullable(),
});
export const draftsSchema = z.array(draftSchema).max(20);
export type Draft = z.infer<typeof draftSchema>;
export type DraftChange = Partial<Pick<Draft, 'code' | 'note'>>;

const isTouched = (draft: Draft): boolean => draft.filedAt === null && (draft.code !== null || draft.note !== '');

/** The desk works for `callId` now (null: none): it has a form, and those of other calls stay only while something is unsaved. */
export function forCall(drafts: readonly Draft[], callId: string | null, now: number): readonly Draft[] {
  const isKept = drafts.every((draft) => draft.callId === callId || isTouched(draft));
  const hasOwn = callId === null || drafts.some((draft) => draft.callId === callId);
  if (isKept && hasOwn) return drafts;
  const kept = drafts.filter((draft) => draft.callId === callId || isTouched(draft));
  return hasOwn || callId === null ? kept : [{ callId, code: null, note: '', openedAt: now, filedAt: null }, ...kept].slice(0, 20);
}

export const changed = (drafts: readonly Draft[], callId: string, change: DraftChange): readonly Draft[] =>
  drafts.map((draft) => (draft.callId === callId ? { ...draft, ...change, filedAt: null } : draft));

/** Filed as `sent`; what was typed while it was on its way is not. */
export const filed = (drafts: readonly Draft[], sent: Draft, at: number): readonly Draft[] =>
  drafts.map((draft) => (draft.callId === sent.callId && draft.code === sent.code && draft.note === sent.note ? { ...draft, filedAt: at } : draft));

export const dismissed = (drafts: readonly Draft[], callId: string): readonly Draft[] => drafts.filter((draft) => draft.callId !== callId);
