/** Turns Asterisk's API description into TypeScript: models, operations by `METHOD /path`, and the list of event types. */
import type { ApiDescription, Model, Operation, Parameter, Property } from './api-description.ts';

const plainTypes: Readonly<Record<string, string>> = {
  string: 'string', Date: 'string', int: 'number', long: 'number', double: 'number', boolean: 'boolean',
  object: 'Readonly<Record<string, unknown>>', containers: 'Readonly<Record<string, unknown>>', binary: 'Uint8Array', void: 'undefined',
};
const byName = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
const propertyName = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);
const comment = (text: string | undefined): string => (text === undefined ? '' : text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim());
const union = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(' | ');

function typeName(type: string): string {
  const list = /^List\[(.+)\]$/.exec(type)?.[1];
  return list === undefined ? (plainTypes[type] ?? type) : `readonly ${typeName(list)}[]`;
}

function valueType(value: { type: string; allowed: Property['allowableValues'] }): string {
  const literals = value.allowed?.valueType === 'LIST' ? value.allowed.values : undefined;
  return literals !== undefined && value.type === 'string' ? union(literals) : typeName(value.type);
}

function modelText(model: Model, parent: string | undefined, isEvent: boolean): string {
  const lines = byName(model.properties).map(([name, property]) => {
    const optional = property.required === true ? '' : '?';
    return `  readonly ${propertyName(name)}${optional}: ${valueType({ type: property.type, allowed: property.allowableValues })};`;
  });
  const ownType = isEvent ? [`  readonly type: '${model.id}';`] : [];
  const base = parent === undefined ? '' : ` extends ${parent}`;
  return [`/** ${comment(model.description)} */`, `export interface ${model.id}${base} {`, ...ownType, ...lines, '}'].join('\n');
}

function allModels(api: ApiDescription): Map<string, Model> {
  const models = api.resources.flatMap((resource) => Object.values(resource.models ?? {}));
  return new Map(models.sort((a, b) => (a.id < b.id ? -1 : 1)).map((model) => [model.id, model]));
}

function modelsText(api: ApiDescription): { text: string; events: readonly string[] } {
  const models = allModels(api);
  const parents = new Map([...models.values()].flatMap((model) => (model.subTypes ?? []).map((child) => [child, model.id] as const)));
  const events = [...(models.get('Event')?.subTypes ?? [])].sort();
  const texts = [...models.values()].map((model) => modelText(model, parents.get(model.id), events.includes(model.id)));
  return { text: `${texts.join('\n\n')}\n\n/** Every event Asterisk can send. */\nexport type AriEvent =\n${events.map((name) => `  | ${name}`).join('\n')};\n`, events };
}

function parametersText(parameters: readonly Parameter[], kind: Parameter['paramType']): string {
  const fields = parameters.filter((parameter) => parameter.paramType === kind).map((parameter) => {
    const one = valueType({ type: parameter.dataType, allowed: parameter.allowableValues });
    const type = parameter.allowMultiple === true ? `string | readonly (${one})[]` : one;
    return `${propertyName(parameter.name)}${parameter.required === true ? '' : '?'}: ${type}`;
  });
  return fields.length === 0 ? 'unknown' : `{ ${fields.join('; ')} }`;
}

function operationText(path: string, operation: Operation): { text: string; names: readonly string[] } {
  const parameters = operation.parameters ?? [];
  const reply = typeName(operation.responseClass);
  const codes = [...new Set((operation.errorResponses ?? []).map(({ code }) => code))].sort();
  const text = [
    `  /** ${comment(operation.summary)}${codes.length === 0 ? '' : ` Errors: ${codes.join(', ')}.`} */`,
    `  '${operation.httpMethod} ${path}': {`,
    `    path: ${parametersText(parameters, 'path')};`,
    `    query: ${parametersText(parameters, 'query')};`,
    `    reply: ${reply};`,
    '  };',
  ].join('\n');
  return { text, names: reply.match(/\b[A-Z]\w+\b/g)?.filter((name) => !['Readonly', 'Record', 'Uint8Array'].includes(name)) ?? [] };
}

function operationsText(api: ApiDescription): string {
  const entries = api.resources.flatMap((resource) => resource.apis.flatMap(({ path, operations }) => operations.map((operation) => operationText(path, operation))));
  const imports = [...new Set(entries.flatMap(({ names }) => names))].sort();
  const sorted = entries.map(({ text }) => text).sort((a, b) => ((a.split('\n')[1] ?? '') < (b.split('\n')[1] ?? '') ? -1 : 1));
  return [
    `import type { ${imports.join(', ')} } from './models.ts';`, '',
    '/** Every call of ARI. What stands under `query` may as well be sent as a JSON body. */',
    'export interface AriOperations {', sorted.join('\n'), '}', '',
  ].join('\n');
}

/** Files of `generated/` by name. The same description always gives the same text. */
export function renderTypes(api: ApiDescription): Readonly<Record<string, string>> {
  const header = [
    `// Made from Asterisk's own API description (ARI, description version ${api.apiVersion}). Do not edit.`,
    '// Make it anew from a running Asterisk (here: of an environment that is up):',
    "//   node -p 'require(\"./.hotline/secrets.json\").ariPassword' | node src/adapters/asterisk/generate-types.ts http://127.0.0.1:21003 hotline",
    '',
  ].join('\n');
  const { text, events } = modelsText(api);
  const eventList = `/** Names of every event Asterisk can send. */\nexport const ariEventTypes = [\n${events.map((name) => `  '${name}',`).join('\n')}\n] as const;\n`;
  return { 'models.ts': `${header}${text}`, 'operations.ts': `${header}${operationsText(api)}`, 'event-types.ts': `${header}${eventList}` };
}
