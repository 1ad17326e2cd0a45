/**
 * The rooms of the house and the doors between them (docs/architecture.md, "Rooms"). Paths are relative to the folder
 * the tool runs in: `./hotline check` runs the same rules on its red fixtures.
 */
const packageNamed = (names) => `(^|/)node_modules/(@types/)?(${names})/|^(${names})(/|$)`;
const anyPackage = '(^|/)node_modules/';
const nodeItself = { dependencyTypes: ['core'] };

/** One door per library: these packages are imported there and nowhere else. */
const doors = [
  { name: 'kysely-and-pg-only-in-postgres', names: 'kysely|pg', at: '^(src/adapters/postgres|migrations)/' },
  { name: 'bullmq-and-ioredis-only-in-redis', names: 'bullmq|ioredis', at: '^src/adapters/redis/' },
  { name: 'fastify-only-in-http', names: 'fastify|@fastify/[^/]+|fastify-type-provider-zod', at: '^src/adapters/http/' },
  { name: 'ws-only-in-asterisk-and-the-phone-socket', names: 'ws', at: '^src/adapters/(asterisk|http/phone)/', typesAt: '^src/adapters/http/(?!phone/)' },
  { name: 'ari-client-only-in-its-thread', names: 'ari-client', at: '^src/adapters/asterisk/ari-client-thread\\.ts$' },
  { name: 'nodemailer-only-in-notify', names: 'nodemailer', at: '^src/adapters/notify/' },
  { name: 'undici-only-in-asterisk-brokerage-and-the-scripted-desk', names: 'undici', at: '^src/adapters/(asterisk|brokerage)/|^src/lab/sip/desk-door\\.ts$' },
  { name: 'pages-libraries-only-in-web', names: 'react|react-dom|react-router|antd|@ant-design/[^/]+|i18next|react-i18next|dayjs', at: '^src/web/' },
  { name: 'jssip-only-in-the-page-phone', names: 'jssip', at: '^src/web/phone/' },
  { name: 'vite-only-in-web-and-cli', names: 'vite|@vitejs/[^/]+', at: '^src/(web|cli|lab)/' },
  { name: 'yaml-only-in-files', names: 'yaml', at: '^src/adapters/files/' },
  { name: 'commander-only-in-cli', names: 'commander', at: '^src/cli/' },
  { name: 'zod-parses-at-the-door-only', names: 'zod', at: '^src/(contract|adapters|lab|cli|web)/|^src/config\\.ts$' },
  { name: 'test-tools-stay-in-tests', names: 'vitest|testcontainers|playwright-core', at: '^(test|bench)/' },
];

const oneDoor = ({ name, names, at, typesAt }) => ({
  name,
  severity: 'error',
  comment: 'One door per library.',
  from: { path: '^(src|migrations)/', pathNot: typesAt === undefined ? at : `${at}|${typesAt}` },
  to: { path: packageNamed(names) },
});
const typesOnlyAt = ({ name, names, typesAt }) => ({
  name: `${name}-but-for-types`,
  severity: 'error',
  comment: 'Types may be named here, the library itself may not be called.',
  from: { path: typesAt },
  to: { path: packageNamed(names), dependencyTypesNot: ['type-only'] },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('core-knows-only-itself', 'The core decides and knows nothing else: no package, no Node, no other room.', { path: '^src/core/' }, { pathNot: '^src/core/' }),
    forbid('contract-knows-core-types-and-zod', 'What is shared with the outside leans on nothing of the inside.', { path: '^src/contract/' }, { pathNot: `^src/(contract|core)/|${packageNamed('zod')}` }),
    forbid('contract-takes-only-types-from-core', 'A schema must not run the core.', { path: '^src/contract/' }, { path: '^src/core/', dependencyTypesNot: ['type-only'] }),
    forbid('app-knows-core-and-contract', 'Use cases reach the world through ports.ts.', { path: '^src/app/' }, { path: '^src/', pathNot: '^src/(app|core|contract)/' }),
    forbid('app-takes-no-package', 'Use cases reach the world through ports.ts.', { path: '^src/app/' }, { path: anyPackage, dependencyTypesNot: ['type-only'] }),
    forbid('adapters-look-inward', 'An adapter serves the app; it knows neither the processes above nor the settings file.', { path: '^src/adapters/' }, { path: '^src/', pathNot: '^src/(adapters|app|core|contract)/' }),
    forbid('adapters-never-meet', 'Two adapters never import each other; compose.ts knows both.', { path: '^src/adapters/([^/]+)/' }, { path: '^src/adapters/', pathNot: '^src/adapters/$1/' }),
    forbid('simulator-is-another-process', 'The product meets the back office over HTTP only.', { path: '^src/', pathNot: '^src/adapters/brokerage/simulator/|^src/(lab|cli)/' }, { path: '^src/adapters/brokerage/simulator/' }),
    forbid('pages-know-only-the-contract', 'A page shares schemas with the server and nothing else.', { path: '^src/web/' }, { path: '^src/', pathNot: '^src/(web|contract)/' }),
    forbid('pages-run-in-a-browser', 'No Node there.', { path: '^src/web/', pathNot: '\\.config\\.ts$' }, nodeItself),
    forbid('nobody-imports-pages', 'They are built and served as files.', { path: '^src/', pathNot: '^src/web/' }, { path: '^src/web/' }),
    forbid('production-knows-no-lab', 'The lab is what one machine needs to play the world.', { path: '^src/', pathNot: '^src/(lab|cli)/' }, { path: '^src/lab/' }),
    forbid('lab-is-below-cli', 'The lab is called, it calls nobody above.', { path: '^src/lab/' }, { path: '^src/(cli|web)/|^src/(main|compose)\\.ts$' }),
    forbid('nobody-imports-cli', 'Commands are the outermost room.', { path: '^src/', pathNot: '^src/cli/' }, { path: '^src/cli/' }),
    forbid('cli-leaves-composing-to-compose', 'Commands start processes; main.ts runs them.', { path: '^src/cli/' }, { path: '^src/(main|web/)' }),
    forbid('only-main-composes', 'compose.ts is the only file that knows two adapters.', { path: '^src/', pathNot: '^src/(main|compose)(\\.ts|/)' }, { path: '^src/compose(\\.ts|/)' }),
    forbid('migrations-know-nothing-of-src', 'A migration must mean the same for ever.', { path: '^migrations/' }, { path: '^(src|test)/' }),
    forbid('src-knows-no-tests', 'Nothing shipped leans on a test.', { path: '^src/' }, { path: '^(test|bench)/' }),
    forbid('no-cycle', 'Two files that need each other are one, or three.', {}, { circular: true }),
    forbid('no-unknown-import', 'Every import must be found, and every package be in package.json.', {}, { couldNotResolve: true }),
    forbid('no-undeclared-package', 'Every package imported stands in package.json.', { path: '^(src|migrations)/' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    forbid('no-development-package-in-production', 'What is shipped needs only `dependencies`.', { path: '^(src|migrations)/', pathNot: '^src/(web|cli|lab)/' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' }),
    ...doors.map(oneDoor),
    ...doors.filter((door) => door.typesAt !== undefined).map(typesOnlyAt),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/house/red/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], mainFields: ['module', 'main', 'types'] },
  },
};
