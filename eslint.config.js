/**
 * What the compiler cannot say. Paths are relative to the folder eslint runs in, so that `./hotline check` can turn the
 * very same rules on its red fixtures (a small tree of wrong code) and see each of them reported.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

const root = process.cwd();
const projects = (...names) => names.filter((name) => existsSync(join(root, name)));

/** Names that would let a clock, chance, waiting or the machine into the core. */
const namesTheCoreMustNotKnow = [
  'Date', 'Promise', 'Intl', 'globalThis', 'process', 'console', 'Buffer', 'fetch', 'crypto', 'performance',
  'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask', 'Temporal',
  'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'eval',
];

const noWaitingInCore = [
  { selector: ':function[async=true]', message: 'The core only decides: no async function here.' },
  { selector: 'AwaitExpression', message: 'The core only decides: no await here.' },
  { selector: 'ForOfStatement[await=true]', message: 'The core only decides: no await here.' },
  { selector: 'ImportExpression', message: 'The core only decides: no import() here.' },
  { selector: 'TSTypeReference[typeName.name=/^(Date|Promise|PromiseLike)$/]', message: 'No Date and no Promise in the core: times are numbers, outcomes come back as events.' },
  { selector: 'MemberExpression[property.name=/^(toLocale|localeCompare)/]', message: 'The core must not depend on the locale of the machine.' },
];

/** A table is what is named ...Table or ...Row, what is typed as one, or a whole file named table.ts; cells (functions) are free. */
const tables = [
  'VariableDeclarator[id.name=/([tT]able|[a-z]Row)$/]',
  'VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name=/(Table|Row)$/]',
  'VariableDeclarator[id.typeAnnotation.typeAnnotation.objectType.typeName.name=/Table$/]',
  'TSSatisfiesExpression[typeAnnotation.typeName.name=/(Table|Row)$/]',
];
const shortcuts = [
  ['ObjectExpression > SpreadElement', 'No spread in a transition table: every cell is written out, so that a forgotten one does not compile.'],
  ['Property[key.name="default"]', 'No default in a transition table: every cell is written out.'],
  ['CallExpression[callee.object.name="Object"][callee.property.name=/^(assign|fromEntries)$/]', 'No table built by a loop: every cell is written out.'],
];
const noShortcutsIn = (...scopes) =>
  shortcuts.map(([node, message]) => ({ selector: `:matches(${scopes.join(', ')}) ${node}:not(:function ${node})`, message }));
const noShortcutsInTables = noShortcutsIn(...tables);
const noShortcutsInTableFiles = noShortcutsIn('Program');

const environmentDoor = [
  { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: 'src/config.ts is the only reader of the environment.' },
  { selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]', message: 'src/config.ts is the only reader of the environment.' },
];
const ariDoor = [
  { selector: 'Literal[value=/^\\/?ari\\//]', message: 'Only src/adapters/asterisk speaks ARI.' },
  { selector: 'TemplateElement[value.raw=/\\/ari\\//]', message: 'Only src/adapters/asterisk speaks ARI.' },
];
const secretDoor = [
  { selector: 'CallExpression[arguments.length=0][callee.property.name="reveal"]', message: 'A secret is revealed in src/adapters/brokerage only, where the request is written.' },
  { selector: 'ObjectPattern > Property[key.name="reveal"]', message: 'A secret is revealed in src/adapters/brokerage only, where the request is written.' },
];
const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name per thing, everywhere.' },
];

const everywhere = [...noDefaultExport];
const source = [...everywhere, ...environmentDoor, ...ariDoor, ...secretDoor];
const restrictSyntax = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules] });

export default tseslint.config(
  { ignores: ['**/node_modules/**', '.hotline/**', '**/dist/**', 'test/house/red/**', '**/generated/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: projects('tsconfig.json'), tsconfigRootDir: root } },
    rules: {
      // Thenables are let be: a Fastify reply is one, and is not waited for.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowThrowingAny: false }],
      // Factories return plain objects; no method of ours knows `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Ports are promised where one driver waits and another does not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-extraneous-class': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 4 }],
      ...restrictSyntax(...everywhere),
    },
  },
  { files: ['src/**/*.{ts,tsx}'], rules: restrictSyntax(...source) },
  { files: ['src/adapters/asterisk/**/*.ts'], rules: restrictSyntax(...everywhere, ...environmentDoor, ...secretDoor) },
  { files: ['src/adapters/brokerage/**/*.ts'], rules: restrictSyntax(...everywhere, ...environmentDoor, ...ariDoor) },
  // A fax number that was keyed goes into the one protected table.
  { files: ['src/adapters/postgres/held-numbers.ts'], rules: restrictSyntax(...everywhere, ...environmentDoor, ...ariDoor) },
  // The lab plays the carrier and asks both Asterisks whether they are up.
  { files: ['src/lab/**/*.ts'], rules: restrictSyntax(...everywhere, ...environmentDoor, ...secretDoor) },
  { files: ['src/config.ts'], rules: restrictSyntax(...everywhere, ...ariDoor, ...secretDoor) },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...namesTheCoreMustNotKnow.map((name) => ({ name, message: 'The core only decides; what it needs arrives in the event.' }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Chance arrives in the event.' }],
      ...restrictSyntax(...source, ...noWaitingInCore, ...noShortcutsInTables),
    },
  },
  {
    files: ['src/core/**/table.ts', 'src/core/**/*-table.ts'],
    rules: restrictSyntax(...source, ...noWaitingInCore, ...noShortcutsInTableFiles),
  },
  { files: ['src/cli/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/web/**/*.{ts,tsx}', 'test/web/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: projects('tsconfig.web.json'), tsconfigRootDir: root } },
  },
  {
    // Tests read replies of unknown shape, and a story is as long as it is.
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // A migration is one step, as long as its tables are.
  { files: ['migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    // Each of these tools asks for a default export.
    files: ['*.config.ts', 'src/web/**/*.config.ts', 'test/**/*-reporter.ts', 'test/**/global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.{js,cjs,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
