/**
 * Phones in pages, made at run time: aor, auth and endpoint pushed into Asterisk's dynamic configuration, and taken away again.
 * Requests hold the password: nothing of them is logged, nor is any reply. A registration that is left behind ends by its time, and
 * leads nowhere: without the endpoint nobody can be rung, and it cannot be renewed.
 */
import type { CommandOutcome } from '../../app/ports.ts';
import type { PagePhones } from '../../app/desk/page-phone-ports.ts';
import { PAGE_PREFIX } from '../../core/seat/endpoint.ts';
import { browserEndpoint, type DynamicObject } from './browser-endpoint.ts';
import { devicesAppOf } from './connection-set-up.ts';
import { done, gone, outcomeOf } from './outcomes.ts';
import { AsteriskUnavailable } from './snapshot.ts';
import type { Wire } from './wire.ts';

const CONFIG_CLASS = 'res_pjsip';
/** An endpoint names the other two: it is taken away first. */
const TAKEN_IN_ORDER = ['endpoint', 'aor', 'auth'] as const;

export function createPagePhones(wire: Wire): PagePhones {
  const objectOf = (objectType: DynamicObject['type'], id: string) => ({ path: { configClass: CONFIG_CLASS, objectType, id } });

  async function hear(endpoint: string): Promise<CommandOutcome> {
    return outcomeOf(await wire.http.call('POST /applications/{applicationName}/subscription', {
      path: { applicationName: devicesAppOf(wire.app) }, query: { eventSource: `endpoint:PJSIP/${endpoint}` },
    }));
  }

  return {
    push: (phone) => wire.lanes.run([phone.endpoint], async () => {
      const there = await wire.http.call('GET /endpoints/{tech}', { path: { tech: 'PJSIP' } });
      if (there.kind !== 'reply' || there.status !== 200) return outcomeOf(there);
      const isThere = there.body.some(({ resource }) => resource === phone.endpoint);
      for (const { type, id, fields } of browserEndpoint(phone)) {
        // Put again while a page is registered, these two leave the endpoint "online" for ever (tried on 22.10.1).
        if (isThere && type !== 'auth') continue;
        const outcome = outcomeOf(await wire.http.call('PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}', { ...objectOf(type, id), body: { fields } }));
        if (outcome.kind !== 'done') return outcome;
      }
      return hear(phone.endpoint);
    }),
    drop: (endpoint) => wire.lanes.run([endpoint], async () => {
      let isThere = false;
      for (const objectType of TAKEN_IN_ORDER) {
        const outcome = outcomeOf(await wire.http.call('DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}', objectOf(objectType, endpoint)));
        if (outcome.kind === 'unknown' || outcome.kind === 'not-possible') return outcome;
        isThere ||= outcome.kind === 'done';
      }
      return isThere ? done : gone;
    }),
    async list() {
      const answer = await wire.http.call('GET /endpoints/{tech}', { path: { tech: 'PJSIP' } });
      if (answer.kind !== 'reply' || answer.status !== 200) throw new AsteriskUnavailable('GET endpoints');
      const named = answer.body.map(({ resource }) => resource).filter((resource) => resource.startsWith(PAGE_PREFIX));
      // An endpoint that was taken away stays in that list for as long as its last registration lasts.
      const there = await Promise.all(named.map((endpoint) => wire.http.call('GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}', objectOf('endpoint', endpoint))));
      return named.filter((_, index) => outcomeOf(there[index] ?? { kind: 'withheld' }).kind === 'done');
    },
  };
}
