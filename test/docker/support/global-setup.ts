/** The engine, the base images, and one PostgreSQL in a container for the store tests that run in this project too. */
import path from 'node:path';
import { GenericContainer, Wait } from 'testcontainers';
import { loadSettings } from '../../../src/config.ts';
import { ensureBaseImages, postgresImage } from './base-images.ts';
import { ensureEngine, whyNoEngine } from './engine.ts';

const PASSWORD = 'only-in-this-test-run';
/** As in production: the owner of the tables is no superuser. */
const roles = ['create role hotline login createdb createrole password \'only-in-this-test-run\'', 'create database hotline owner hotline'];

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const reason = whyNoEngine();
  if (reason !== undefined) {
    process.stderr.write(`\ncontainers are not tested on this machine: ${reason}\n\n`);
    return undefined;
  }
  const settings = loadSettings();
  const engine = await ensureEngine(path.join(settings.cacheDir, 'docker'));
  try {
    ensureBaseImages(settings.projectRoot);
    // What testcontainers starts is ended here by us; its own cleaner is an image that may not be here.
    process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
    const postgres = await new GenericContainer(postgresImage)
      .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
      .withCommand(['postgres', '-c', 'max_connections=300', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'timezone=UTC'])
      .withCopyContentToContainer([{ content: `${roles.join(';\n')};\n`, target: '/docker-entrypoint-initdb.d/roles.sql', mode: 0o644 }])
      .withExposedPorts(5432)
      .withHealthCheck({ test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'hotline'], interval: 500, timeout: 3_000, retries: 60 })
      .withWaitStrategy(Wait.forHealthCheck())
      .start();
    process.env['HOTLINE_TEST_PG_URL'] = `postgresql://hotline:${PASSWORD}@127.0.0.1:${postgres.getMappedPort(5432)}/hotline`;
    process.env['HOTLINE_TEST_REDIS'] = 'container';
    return async () => {
      await postgres.stop();
      await engine.stop();
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
