/** What a caller keys, by kind. The kind says how long it is, how it is read, and who may know the digits. */

/** plain: an answer like any other. private, secret: the digits stay in the vault; the call only knows which slot holds them. */
export type SlotClass = 'plain' | 'private' | 'secret';

export type SlotKind = 'code' | 'digits' | 'amount' | 'date' | 'phone' | 'account' | 'pin' | 'choice';

export interface Slot {
  readonly kind: SlotKind;
  readonly slotClass: SlotClass;
  readonly min: number;
  readonly max: number;
  /** choice: the inputs there are; else none. */
  readonly of: readonly string[];
}

/** Digits that are kept in the vault for the call, by the name of their slot in the flow. */
export interface HeldDigits {
  readonly slot: string;
  readonly slotClass: Exclude<SlotClass, 'plain'>;
}
