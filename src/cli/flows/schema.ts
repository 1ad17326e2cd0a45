/** `./hotline flows schema`: the JSON Schema of flow files, for editors; ivr-flows/flow.schema.json is a copy. */
import { z } from 'zod';
import { flowFileSchema } from '../../contract/ivr-flow/flow-file.ts';

export function flowJsonSchema(): string {
  const schema = z.toJSONSchema(flowFileSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'IVR flow of the hotline (docs/flows.md)', ...schema }, null, 2)}\n`;
}
