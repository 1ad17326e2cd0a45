import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { flowJsonSchema } from '../../src/cli/flows/schema.ts';

const folder = new URL('../../ivr-flows/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

it('the schema that editors read is the one of the program: ./hotline flows schema > ivr-flows/flow.schema.json', () => {
  expect(read('flow.schema.json')).toBe(flowJsonSchema());
});

it('every flow file names it in its first line', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((name) => !read(name).startsWith('# yaml-language-server: $schema=./flow.schema.json\n'))).toEqual([]);
});
