import type { Config } from '../../../src/config.ts';

/** An agent's browser, as far as it reads and asks. */
export interface DeskPage {
  get(path: string): Promise<Response>;
  json<T>(path: string): Promise<T>;
  /** Code of the refusal; null: done. */
  ask(path: string, body: unknown): Promise<string | null>;
}

export async function openDeskPage(config: Config, login: string): Promise<DeskPage> {
  const url = `http://127.0.0.1:${config.ports.http}`;
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: config.secrets.demoPassword }),
  });
  if (!answer.ok) throw new Error(`agent ${login} could not sign in: HTTP ${answer.status}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const get = (path: string): Promise<Response> => fetch(`${url}${path}`, { headers: { cookie } });
  return {
    get,
    async json<T>(path: string) {
      const read = await get(path);
      if (!read.ok) throw new Error(`GET ${path}: HTTP ${read.status}`);
      return (await read.json()) as T;
    },
    async ask(path, body) {
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return answer.ok ? null : ((await answer.json()) as { code: string }).code;
    },
  };
}
