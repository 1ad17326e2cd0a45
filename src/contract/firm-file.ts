/** A firm's branches, queues and people as a file, for `./hotline firm`: what stands in it is made or changed, nothing is taken away. */
import { z } from 'zod';
import { queueRulesSchema } from './queue-rules.ts';

const name = z.string().trim().min(1);
const seconds = z.number().int().min(0).max(7_200);
const queueName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'name a queue in lower case, such as general');

const branch = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a branch id is lower case, such as hq'), name, headquarters: z.boolean().default(false) });

/** What is not given stays as it is, or is plain in a new queue. */
const queue = z.strictObject({
  name: queueName, ringS: seconds.min(1).default(15), acwS: seconds.default(5), maxWaitS: seconds.min(1).default(600),
  serviceLevelS: seconds.min(1).optional(), serviceLevelTarget: z.number().min(0).max(1).optional(),
  /** F-05: only agents with a valid licence. */
  advice: z.boolean().optional(),
  /** C-19: an alarm while it is open and nobody is signed in. */
  watched: z.boolean().optional(),
  /** Service whose hours it keeps, such as `service`; null: none. */
  calendar: queueName.nullable().optional(),
  lastAgentS: z.number().int().min(0).max(120).optional(),
  rules: queueRulesSchema.optional(),
}).superRefine(({ watched, rules }, context) => {
  const end = rules?.overflow.empty?.to;
  if (watched === true && end === 'goodbye') context.addIssue({ code: 'custom', path: ['rules', 'overflow', 'empty'], message: 'a queue that has to be staffed may not send its callers away when it is not: say queue:NAME or message' });
});

const agent = z.strictObject({
  login: z.string().regex(/^[a-z0-9._-]+$/, 'a login is lower case letters, digits, dots and dashes'),
  name,
  series: z.enum(['marketing', 'service', 'compliance']),
  branch: z.string(),
  licenceNo: name,
  /** F-05: to the end of that day in Shanghai. */
  licenceValidUntil: z.iso.date(),
  roles: z.array(z.enum(['agent', 'reviewer', 'supervisor'])).min(1).default(['agent']),
  skills: z.record(queueName, z.number().int().min(1).max(10)),
  extension: z.string().regex(/^[0-9]{3,6}$/, 'an extension has 3 to 6 digits').optional(),
  maySignIn: z.boolean().default(true),
});

export const firmFileSchema = z.strictObject({ branches: z.array(branch).default([]), queues: z.array(queue).default([]), agents: z.array(agent).default([]) }).superRefine((firm, context) => {
  for (const key of ['login', 'extension'] as const) {
    const given = firm.agents.map((one) => one[key]).filter((value) => value !== undefined);
    const twice = given.find((value, at) => given.indexOf(value) !== at);
    if (twice !== undefined) context.addIssue({ code: 'custom', path: ['agents'], message: `${key} ${twice} is there twice` });
  }
});

export type FirmFile = z.infer<typeof firmFileSchema>;
export type FirmQueue = FirmFile['queues'][number];
export type FirmAgent = FirmFile['agents'][number];
