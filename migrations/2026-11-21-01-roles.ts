/**
 * Two roles without a login. `hotline_app` is what server and worker work as: it cannot change tables, the facts or the
 * ledger. `hotline_numbers` is the only one that reads whole phone numbers. Who migrates is member of both.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare
      wanted text;
    begin
      foreach wanted in array array['hotline_app', 'hotline_numbers'] loop
        begin
          if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
          end if;
          if not pg_has_role(current_user, wanted, 'member') then
            execute format('grant %I to %I', wanted, current_user);
          end if;
        exception
          when duplicate_object or unique_violation then null; -- another migration made it this moment
          when insufficient_privilege then
            raise exception 'role % is missing and % may not make it', wanted, current_user
              using errcode = '42501',
                    hint = format('As a superuser, once: create role %I nologin; grant %I to %I;  (or: alter role %I createrole;)', wanted, wanted, current_user, current_user);
        end;
      end loop;
    end $$;
    grant usage on schema public to hotline_app, hotline_numbers;

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% on % refused: it is append-only', tg_op, tg_table_name using errcode = 'HL006';
    end $$;
  `.execute(db);
}
