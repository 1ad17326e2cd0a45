/** A served desk with an agent signed in to its page (her seat is not): what most doors are tried from. */
import { createDeskClient } from './client.ts';
import { serveDesk } from './serve.ts';

export type ServedDesk = Awaited<ReturnType<typeof serveDesk>>;
export type DeskClient = ReturnType<typeof createDeskClient>;

export async function serveSignedIn(options: Parameters<typeof serveDesk>[0] = {}): Promise<{ desk: ServedDesk; client: DeskClient }> {
  const desk = await serveDesk(options);
  const client = createDeskClient(desk.url);
  await client.signIn();
  return { desk, client };
}
