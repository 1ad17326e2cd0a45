/** What one client left after the tone, for the agent who talks with her. */
import { sql } from 'kysely';
import type { ClientCaseReads } from '../../app/desk/service-file.ts';
import type { Database } from './pool.ts';

type Row = Awaited<ReturnType<ClientCaseReads['ofClient']>>[number];

export function createClientCaseReads({ reads }: Pick<Database, 'reads'>): ClientCaseReads {
  return {
    async ofClient(clientId, limit) {
      const { rows } = await sql<Row>`
        select case_no as "caseNo", box, state, (extract(epoch from filed_at) * 1000)::bigint as "filedAt"
        from client_case where client_id::text = ${clientId} order by state = 'closed', filed_at desc limit ${limit}`.execute(reads);
      return rows;
    },
  };
}
