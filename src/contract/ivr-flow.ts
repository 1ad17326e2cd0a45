/** Schema of a flow file in ivr-flows/. It yields core's Flow; the assertion at the end keeps the two one. */
import { z } from 'zod';
import type { Flow } from '../core/ivr/flow.ts';

const nodeId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a node name is small letters, digits and dashes, such as quote-ask');
const promptId = z.string().regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/, 'a prompt id is small letters and digits, parts joined by "." or "-"');
const answerPath = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)?$/, 'an answer is named like code or quote.last');
const timeoutMs = z.int().min(500).max(60_000);

const part = z.union([
  promptId,
  z.strictObject({
    speak: z.enum([
      'card', 'dec', 'money_fen', 'code', 'pct', 'date', 'date_noyear', 'time', 'count', 'price', 'index', 'volume_lots',
      'turnover_yuan', 'change', 'change_points', 'place', 'duration', 'name',
    ]),
    from: answerPath,
  }),
]);
const say = z.array(part).max(40);
const words = say.min(1, 'say at least one prompt: no caller in silence');
const retry = z.strictObject({ say: words, max: z.int().min(1).max(9), then: nodeId });
const key = z.string().regex(/^[0-9*#]$/, 'a key is one of 0-9 * #');
const input = z.string().regex(/^(?:\d{1,20}|\*)$/, 'an exact input is digits, or * alone');

const node = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), say: words, interruptible: z.boolean(), next: nodeId }),
  z.strictObject({
    kind: z.literal('menu'), say: words, firstDigitTimeoutMs: timeoutMs, keys: z.record(key, nodeId), noInput: retry, noMatch: retry,
  }),
  z.strictObject({
    kind: z.literal('collect'),
    say: words,
    into: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'digits are kept under a plain name, such as code'),
    minDigits: z.int().min(1).max(20),
    maxDigits: z.int().min(1).max(20),
    firstDigitTimeoutMs: timeoutMs,
    interDigitTimeoutMs: timeoutMs,
    exact: z.record(input, nodeId),
    secret: z.boolean(),
    next: nodeId,
    noInput: retry,
    noMatch: retry,
  }),
  z.strictObject({ kind: z.literal('hours'), calendar: z.string().min(1), open: nodeId, closed: nodeId }),
  z.strictObject({ kind: z.literal('branch'), on: answerPath, cases: z.record(z.string().min(1), nodeId), otherwise: nodeId }),
  z.strictObject({
    kind: z.literal('lookup'),
    operation: z.string().min(1),
    args: z.record(z.string().min(1), z.string().regex(/^=?[A-Za-z0-9.-]+$/, 'an argument is an answer (code), or a literal behind "=" (=index)')),
    into: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'an answer is kept under a plain name, such as quote'),
    timeoutMs: z.int().min(500).max(10_000),
    waitSay: say,
    found: nodeId,
    notFound: nodeId,
    notFoundLimit: z.strictObject({ max: z.int().min(1).max(9), then: nodeId }),
    failed: nodeId,
  }),
  z.strictObject({ kind: z.literal('enqueue'), queue: z.string().min(1) }),
  z.strictObject({ kind: z.literal('hangup'), say }),
]);

export const ivrFlowSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a flow id is small letters, digits and dashes'),
  version: z.int().min(1),
  /** Dialled numbers that this flow answers. */
  dnis: z.array(z.string().regex(/^\d{3,15}$/, 'a dialled number is 3 to 15 digits')).min(1),
  entry: nodeId,
  onFault: nodeId,
  resumeSay: say,
  nodes: z.record(nodeId, node),
});

export type IvrFlowFile = z.infer<typeof ivrFlowSchema>;

/** The schema yields exactly what core walks. */
type Yields<T extends Flow> = T;
export type FlowOfFile = Yields<IvrFlowFile>;
