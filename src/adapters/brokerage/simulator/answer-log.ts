import type { BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import type { Quote } from '../../../contract/brokerage/quote.ts';
import type { AnswerLogEntry } from './control-contract.ts';

/** The last quotes answered, so that a test can compare what was spoken with what was given at that moment. */
export type AnswerLog = {
  add(operation: BrokerageOperation, quote: Quote): void;
  after(seq: number): { readonly entries: readonly AnswerLogEntry[]; readonly lastSeq: number };
};

export function createAnswerLog(limits: { readonly maxEntries: number }): AnswerLog {
  const entries: AnswerLogEntry[] = [];
  let lastSeq = 0;
  return {
    add(operation, quote) {
      lastSeq += 1;
      entries.push({ seq: lastSeq, atMs: Date.now(), operation, code: quote.code, last: quote.last, quote });
      if (entries.length > limits.maxEntries) entries.shift();
    },
    after: (seq) => ({ entries: entries.filter((entry) => entry.seq > seq), lastSeq }),
  };
}
