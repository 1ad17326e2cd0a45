/** Rows as PostgreSQL gives them. They never leave this room; migrations/ is where they come from. */
import type { ColumnType, Generated } from 'kysely';

/** int8: read as a number by this room's parser (all of ours stay below 2^53). */
type Int8 = ColumnType<number, number | undefined, number>;
/** jsonb: written as text, read parsed but not yet trusted. */
type Json = ColumnType<unknown, string, string>;
type Series = 'marketing' | 'service' | 'compliance';

export interface Tables {
  branch: { id: string; name: string; is_headquarters: Generated<boolean> };
  agent: {
    id: string; login: string; display_name: string; password_hash: string; series: Series; licence_no: string | null;
    licence_valid_until: Date | null; branch_id: string; roles: Generated<string[]>; may_sign_in: Generated<boolean>;
  };
  agent_skill: { agent_id: string; queue: string; level: number };
  session: { session_key: string; agent_id: string; opened_at: Date; expires_at: Date };
  sign_in_guard: { login_key: string; failures: number; window_began_at: Date; locked_until: Date | null };

  phone_number: { token: string; number: string; kept_at: Generated<Date> };
  client: { id: string; client_no: string; name: string; branch_id: string; owner_agent_id: string | null; tier: 'diamond' | 'gold' | 'wealth' | 'ordinary' };
  client_number: { client_id: string; token: string; rank: number };
  client_bank: { client_id: string; rank: number; bank: string; card_tail: string };

  queue: {
    name: string; ring_ms: number; acw_ms: number; max_wait_ms: number; service_level_ms: Generated<number>;
    service_level_target: ColumnType<string, number | undefined, number>; effective_from: Generated<Date>; needs_licence: Generated<boolean>;
    calendar: string | null; is_watched: Generated<boolean>; last_agent_ms: Generated<number>; rules: ColumnType<unknown, string | undefined, string>;
  };
  seat: {
    id: string; agent_id: string; extension: string; state: ColumnType<unknown, string | undefined, string>; phase: Generated<string>;
    phase_since: Generated<Date>; is_device_online: boolean | null; version: Generated<number>; stream_n: Int8;
    page_id: string | null; is_page_online: boolean | null; exchange: string | null; page_exchange: string | null; moved_at: Date | null;
  };
  disposition: { call_id: string; agent_id: string; code: string; note: string; filed_at: Date; changed_at: Date; version: Generated<number> };
  seat_message: { seat_id: string; n: number; kind: string; body: Json; at: Date };
  queue_entry: {
    entry_id: string; call_id: string; queue: string; entered_at: Date; priority: Generated<number>; exclude_series: Generated<string[]>;
    missed_by: Generated<string[]>; phase: Generated<string>; reservation_id: string | null; seat_id: string | null; expires_at: Date | null; prefer_agent: string | null; prefer_until: Date | null;
  };
  queue_pace: { queue: string; gap_ms: number; samples: number; at: Date };
  matcher_lease: { name: Generated<string>; owner: string; expires_at: Date };

  call: {
    call_id: string; node: string; epoch: number; version: number; next_fact_seq: Generated<number>; format: Generated<number>;
    state: Json; pending: Json;
  };
  app_lease: { node: string; owner: string; epoch: number; expires_at: Date; exchange: string | null };
  call_ask: { ask_id: string; node: string; call_id: string; event: Json; answer: Json | null; at: Generated<Date> };
  inbox: { inbox_id: ColumnType<number, never, never>; node: string; call_id: string; event: Json; at: Generated<Date> };

  fact: { at: Date; call_id: string | null; subject: string; seq: number; kind: string; body: Json };
  call_log: {
    call_id: string; direction: 'inbound' | 'outbound'; started_at: Date; ended_at: Date; connected_at: Date | null; seat_id: string | null;
    agent_id: string | null; queue: string | null; client_id: string | null; client_match_count: number; number_token: string | null;
    dnis: string; case_id: string | null; outcome: string; waited_ms: number | null; talk_ms: number | null; recording_id: string | null;
  };

  callback_case: {
    id: string; client_id: string; branch_id: string; kind: string; state: Generated<string>; opened_at: Date; due_at: Date;
    next_attempt_at: Date; completed_at: Date | null; completed_attempt: string | null; completed_by: string | null; completed_series: string | null;
    reviewed_at: Date | null; reviewed_by: string | null; cancelled_at: Date | null; cancelled_reason: string | null;
    kept_queue: string | null; kept_since: Date | null; kept_priority: number | null; kept_number: string | null;
  };
  attempt: {
    id: string; case_id: string; attempt_no: number; number_token: string; state: Generated<string>; outcome: string | null; call_id: string;
    agent_id: string | null; claimed_at: Date; dialled_at: Date | null; answered_at: Date | null; ended_at: Date | null;
  };
  recording: {
    id: string; call_id: string; of: Generated<'talk' | 'message'>; seat_id: string | null; agent_id: string | null; case_id: string | null; attempt_id: string | null;
    state: Generated<string>; started_at: Date; path: string | null; sha256: string | null; frames: number | null; sealed_at: Date | null;
  };
  ledger_head: { is_only: Generated<boolean>; day: string; n: number; hash: string };
  recording_link: {
    day: string; n: number; at: Date; kind: string; recording_id: string; body: Json; salt: string; commitment: string;
    prev_hash: string; hash: string; suite: string;
  };
  client_case: {
    id: string; case_no: string; box: 'complaint' | 'suggestion' | 'message'; channel: Generated<string>; state: Generated<'open' | 'taken' | 'closed'>;
    call_id: string; recording_id: string; client_id: string | null; number_token: string | null; language: string; duration_ms: number; filed_at: Date;
    accept_by: Date | null; result_by: Date | null; taken_at: Date | null; taken_by: string | null; closed_at: Date | null; closed_by: string | null;
    result: string | null; version: Generated<number>;
  };
  rating: { call_id: string; score: number; seat_id: string | null; agent_id: string | null; queue: string | null; rated_at: Date };
  notice: {
    id: string; request_id: string; channel: 'sms' | 'email' | 'fax'; what: string; call_id: string | null; client_id: string | null; number_token: string | null;
    address: string | null; subject: string; body: string; state: Generated<string>; tries: Generated<number>; next_try_at: Date; made_at: Date;
    sent_at: Date | null; last_reason: string | null;
  };
  announcement: {
    id: ColumnType<number, never, never>; place: string; text_zh: string; text_en: string; clip_zh: string; clip_en: string;
    valid_from: Date; valid_until: Date; added_by: string; added_at: Generated<Date>; ended_by: string | null; ended_at: Date | null;
  };
  emergency_switch: { n: ColumnType<number, never, never>; is_on: boolean; turned_by: string; why: string; at: Generated<Date> };
  access_audit: { id: ColumnType<number, never, never>; at: Date; action: string; agent_id: string | null; subject_id: string | null; request_id: string };
  flow_release: { number: number; published_at: Date; published_by: string; note: string; hash: string; files: Json; difference: Json };
  business_clock: { is_only: Generated<boolean>; offset_ms: Int8; set_at: Generated<Date> };
}
