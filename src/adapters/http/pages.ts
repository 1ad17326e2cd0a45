/** The built pages: assets by content hash, kept for ever; the page itself with a fresh nonce each time. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './deps.ts';
import { contentPolicy, newNonce } from './security.ts';

/** Written by the build (vite's html.cspNonce). */
const placeholder = '__CSP_NONCE__';

const notBuilt = '<!doctype html><meta charset="utf-8"><title>hotline</title><p>页面尚未构建，请运行 ./hotline up。<p>The pages are not built yet. Run ./hotline up.';

export async function registerPages(app: App, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: path.join(webRoot, 'assets'), prefix: '/assets/', immutable: true, maxAge: '365d', index: false, decorateReply: false, suppressWarning: true,
  });
  const page = createPage(path.join(webRoot, 'index.html'));

  for (const url of ['/', '/sign-in']) {
    app.get(url, { schema: { hide: true } }, async (_request, reply) => sendPage(reply, await page()));
  }
}

function sendPage(reply: FastifyReply, html: string | null): FastifyReply {
  const nonce = newNonce();
  return reply
    .code(html === null ? 503 : 200)
    .header('content-security-policy', contentPolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send((html ?? notBuilt).replaceAll(placeholder, nonce));
}

/** Reads the file again when a new build has replaced it. */
function createPage(file: string): () => Promise<string | null> {
  let kept: { html: string; mtimeMs: number } | null = null;
  return async () => {
    try {
      const { mtimeMs } = await stat(file);
      if (kept?.mtimeMs !== mtimeMs) kept = { html: await readFile(file, 'utf8'), mtimeMs };
      return kept.html;
    } catch {
      return null;
    }
  };
}
