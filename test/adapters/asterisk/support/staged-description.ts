/** The API description of the staged Asterisk: the calls this adapter makes and the events that are, nothing of their insides. */
import { ariCalls } from '../../../../src/adapters/asterisk/command-kinds.ts';
import { ariEventTypes } from '../../../../src/adapters/asterisk/generated/event-types.ts';

const operation = (httpMethod: string, nickname: string) => ({ httpMethod, nickname, summary: '', responseClass: 'void', parameters: [], errorResponses: [] });

/** Pages below `/ari`, by path; null: no such page. `unknown` are calls this Asterisk does not have, as in ariCalls. */
export function describeStaged(path: string, origin: string, unknown: readonly string[]): unknown {
  const calls = Object.keys(ariCalls).filter((name) => !unknown.includes(name)).map((name) => name.split(' ') as [string, string]);
  const resources = new Set(['events', ...calls.map(([, template]) => template.split('/')[1] ?? '')]);
  const head = { _copyright: 'none', swaggerVersion: '1.1', apiVersion: '9.0.0', basePath: `${origin}/ari` };
  if (path === '/api-docs/resources.json') return { ...head, apis: [...resources].map((name) => ({ path: `/api-docs/${name}.{format}`, description: name })) };
  const name = /^\/api-docs\/(\w+)\.json$/.exec(path)?.[1] ?? '';
  if (!resources.has(name)) return null;
  const own = calls.filter(([, template]) => template.split('/')[1] === name);
  const apis = own.map(([method, template], index) => ({ path: template, description: '', operations: [operation(method, `${name}${index}`)] }));
  const models = name === 'events' ? Object.fromEntries(ariEventTypes.map((id) => [id, { id, properties: {} }])) : {};
  return { ...head, resourcePath: `/api-docs/${name}.{format}`, apis, models };
}
