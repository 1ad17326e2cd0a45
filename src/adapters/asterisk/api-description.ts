/** Asterisk's own description of ARI (Swagger 1.1, `GET /ari/api-docs/...`): the parts the type generator reads. */

export interface Property {
  readonly type: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly allowableValues?: { readonly valueType: string; readonly values?: readonly string[] };
}

export interface Model {
  readonly id: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, Property>>;
  readonly subTypes?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly paramType: 'path' | 'query' | 'body' | 'header';
  readonly required?: boolean;
  readonly allowMultiple?: boolean;
  readonly dataType: string;
  readonly allowableValues?: Property['allowableValues'];
}

export interface Operation {
  readonly httpMethod: string;
  readonly summary: string;
  readonly responseClass: string;
  readonly parameters?: readonly Parameter[];
  readonly errorResponses?: readonly { readonly code: number }[];
}

export interface Resource {
  readonly apis: readonly { readonly path: string; readonly operations: readonly Operation[] }[];
  readonly models?: Readonly<Record<string, Model>>;
}

export interface ApiDescription {
  readonly apiVersion: string;
  readonly resources: readonly Resource[];
}

interface ResourceList {
  readonly apiVersion: string;
  readonly apis: readonly { readonly path: string }[];
}

/** Reads the whole description of a running Asterisk. `getJson` takes a path below `/ari`. */
export async function readApiDescription(getJson: (path: string) => Promise<unknown>): Promise<ApiDescription> {
  const list = (await getJson('/api-docs/resources.json')) as ResourceList;
  const resources = await Promise.all(list.apis.map(async ({ path }) => (await getJson(path.replace('{format}', 'json'))) as Resource));
  return { apiVersion: list.apiVersion, resources };
}
