/** Clients: by number for the ring (T-07), their cards for the pop, by id or number for the command line. */
import { sql } from 'kysely';
import type { ClientCard, ClientCards } from '../../app/desk/ports.ts';
import type { ClientStore } from '../../app/ports.ts';
import { clientMatchLimit } from './client-match-limit.ts';
import { numberToken } from './number-book.ts';
import { normaliseNumber } from './number-form.ts';
import type { Database } from './pool.ts';

export interface ClientSearch {
  /** `text` is an id, a client number (客户号) or a phone number. Ids: none, one, many. */
  search(text: string): Promise<readonly string[]>;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export function createClientStore({ live }: Pick<Database, 'live'>, { tokenKey }: { tokenKey: string }): ClientStore & ClientCards & ClientSearch {
  const byNumber = async (token: string): Promise<readonly string[]> => {
    const rows = await live.selectFrom('client_number').select('client_id').where('token', '=', token).orderBy('rank').orderBy('client_id').limit(clientMatchLimit).execute();
    return rows.map((row) => row.client_id);
  };
  return {
    byNumber,
    async byIds(clientIds) {
      if (clientIds.length === 0) return [];
      const { rows } = await sql<ClientCard>`
        select c.id as "clientId", c.name, c.tier, b.name as branch, a.display_name as owner,
          (select coalesce(json_agg(json_build_object('bank', k.bank, 'cardTail', k.card_tail) order by k.rank), '[]') from client_bank k where k.client_id = c.id) as banks
        from unnest(${[...clientIds]}::uuid[]) with ordinality as wanted (id, place)
        join client c on c.id = wanted.id join branch b on b.id = c.branch_id left join agent a on a.id = c.owner_agent_id
        order by wanted.place`.execute(live);
      return rows;
    },
    async search(text) {
      const number = normaliseNumber(text);
      const [byNo, byPhone] = await Promise.all([
        live.selectFrom('client').select('id').where((where) => (isUuid(text) ? where('id', '=', text.toLowerCase()) : where('client_no', '=', text))).execute(),
        number === null ? [] : byNumber(numberToken(tokenKey, number)),
      ]);
      return [...new Set([...byNo.map((row) => row.id), ...byPhone])];
    },
  };
}
