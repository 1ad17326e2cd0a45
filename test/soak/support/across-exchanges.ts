/** Calls across two exchanges: callers at each, and their agents at the other one or the same; then one server is killed under them. */
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import type { Pair } from '../../calls/support/pair.ts';
import { until } from '../../calls/support/until.ts';
import { moment, ownedAgain } from '../../chaos/support/outage.ts';
import { fillHotline, type Plan, type StandingCalls } from '../../chaos/support/standing-calls.ts';
import { allSound, dropped, judge } from '../../chaos/support/standing-check.ts';

/** The callers' side of one exchange; agents by turns at this one and the other. */
function sideOf({ hotline, servers, at }: Pair, server: 0 | 1): Hotline {
  const { ports } = servers[server].settings;
  let seats = 0;
  return {
    ...hotline,
    config: { ...hotline.config, ports: { ...hotline.config.ports, pbxSip: ports.pbxSip } },
    phones: { ...hotline.phones, seat: (extension, behaviour, more) => hotline.phones.seat(extension, behaviour, { ...at(((seats += 1) % 2) as 0 | 1, extension), ...more }) },
  };
}

/** Talks whose agent's phone is registered at the other exchange. */
async function countAcross({ hotline }: Pair): Promise<number> {
  const rows = await hotline.records.sql<{ n: number }>(`select count(*) as n from call where state -> 'activity' ->> 'phase' = 'conversation' and state -> 'activity' -> 'offer' ->> 'endpoint' like '%@%'`);
  return rows[0]?.n ?? 0;
}

export async function callsAcross(pair: Pair, plans: readonly [Plan, Plan], say: (line: string) => void): Promise<string[]> {
  const { hotline } = pair;
  const sides: StandingCalls[] = [];
  try {
    for (const server of [0, 1] as const) sides.push(await fillHotline(sideOf(pair, server), plans[server]));
    const all = sides.flatMap((side) => side.all());
    const across = await countAcross(pair);
    say(`${all.length} calls stand, ${across} talks go across`);
    const hit = moment();
    await hotline.parts.kill('server', 'SIGKILL');
    const back = await ownedAgain(hotline, hit, `${all.length} calls at two exchanges, one server killed (-9)`);
    await allSound(all, back.ms, 15_000);
    const heard = sides.map((side) => judge(side, { fromMs: hit.ms - 1_000, toMs: nowMs() }));
    say(`${dropped(all).length} dropped, ${heard.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0)} seconds of talk listened to, owned ${Math.round(back.ms - hit.ms)} ms after the kill`);
    const owned = await hotline.records.sql<{ n: number }>('select count(*) as n from call c join app_lease l on l.node = c.node and l.epoch = c.epoch');
    const wrong = [
      ...heard.flatMap((side) => side.wrong), ...(across > 0 ? [] : ['no talk goes across']),
      ...((owned[0]?.n ?? 0) >= all.length ? [] : [`only ${owned[0]?.n} of ${all.length} calls are owned`]),
    ];
    for (const { call } of all) void call.hangUp();
    await until('every call is over', async () => (await hotline.records.sql('select call_id from call')).length === 0, 60_000).catch((error: unknown) => wrong.push(String(error)));
    const talks = await hotline.records.sql<{ n: number }>(`select count(*) as n from recording where state <> 'sealed'`);
    await until('every recording is sealed', async () => ((await hotline.records.sql(`select id from recording where state <> 'sealed'`)).length === 0 ? true : `${talks[0]?.n}`), 60_000).catch((error: unknown) => wrong.push(String(error)));
    return wrong;
  } finally {
    for (const side of sides) await side.close();
  }
}
