/** The page that describes the API, made of the schemas that check it. In an order of its own, so that it changes only when they do. */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { deskProtocol } from '../../contract/desk/protocol.ts';

const isReferred = (text: string, name: string): boolean => text.includes(`"#/components/schemas/${name}"`);
const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The library writes each schema twice, as it is sent and as it is answered; what no route refers to is left out. */
function tidy<Page extends { readonly paths?: object; readonly components?: { readonly schemas?: object } }>(page: Page): Page {
  const text = JSON.stringify(page);
  const schemas = Object.entries(page.components?.schemas ?? {}).filter(([name]) => isReferred(text, name));
  return { ...page, paths: sorted(page.paths as Record<string, unknown>), components: { ...page.components, schemas: sorted(Object.fromEntries(schemas)) } };
}

export const openapiOptions: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'hotline', description: 'The desk of the hotline, its figures and its events. Errors are {code, message}; codes are stable.', version: String(deskProtocol) },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'hotline-session' },
        token: { type: 'http', scheme: 'bearer', description: 'Of ./hotline api-token make; for the figures and the events.' },
      },
    },
  },
  transform: jsonSchemaTransform,
  transformObject: (document) => tidy(jsonSchemaTransformObject(document)),
};
