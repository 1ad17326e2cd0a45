/** Commands that make, answer and end legs. */
import type { CommandOutcome, Telephony } from '../../app/ports.ts';
import { splitExchange } from '../../core/seat/endpoint.ts';
import { makeChannel } from './make-channel.ts';
import { done, gone, notPossible, outcomeOf } from './outcomes.ts';
import { stopPlaysOn, waitingRequestMs, type Wire } from './wire.ts';

type LegCommands = Pick<Telephony, 'mute' | 'sendKeys' | 'answer' | 'hangUp' | 'watch' | 'createLeg' | 'dial' | 'transfer' | 'passOn' | 'answerRefer' | 'handBack'>;
type NewLeg = Parameters<Telephony['createLeg']>[0];

/** Asterisk makes a NOTIFY of it: 200, or 603. */
const referState = { accepted: 'channel_answered', refused: 'channel_declined' } as const;
/** So that 16 keys are over before a bridge change gives up waiting for them. */
const [keyMs, betweenKeysMs] = [100, 80];
const destination = /^[a-z][a-z0-9-]{0,39}$/;
const dialable = /^\+?[0-9*#]{1,32}$/;

/** A phone of this exchange, or of another: by the trunk there, whose dialplan rings it. */
function seatAddress(name: string): string | null {
  const { phone, exchange } = splitExchange(name);
  if (!/^[0-9A-Za-z_-]{1,32}$/.test(phone)) return null;
  if (exchange === null) return `PJSIP/${phone}`;
  return /^[a-z][a-z0-9]{0,15}$/.test(exchange) ? `PJSIP/${phone}@exchange-${exchange}` : null;
}

function endpointOf(wire: Wire, endpoint: NewLeg['endpoint']): string | null {
  if (endpoint.kind === 'seat') return seatAddress(endpoint.name);
  return dialable.test(endpoint.number) ? `PJSIP/${endpoint.number}@${wire.trunkEndpoint}` : null;
}

/** What the called phone shows: Asterisk takes it from the connected line of an outgoing channel. `i`: tell nobody yet. */
function callerVariables(callerId: string): Readonly<Record<string, string>> {
  return dialable.test(callerId) ? { 'CONNECTEDLINE(num,i)': callerId, 'CONNECTEDLINE(num-pres,i)': 'allowed' } : {};
}

/** SIP headers of the INVITE to a page. They are set before the channel is dialled. */
function headerVariables(endpoint: NewLeg['endpoint']): Readonly<Record<string, string>> {
  if (endpoint.kind !== 'seat') return {};
  return Object.fromEntries(Object.entries(endpoint.headers).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value]));
}

function create(wire: Wire, leg: NewLeg, endpoint: string): Promise<CommandOutcome> {
  const { channelId } = leg;
  const callerId = leg.callerId === '' && leg.endpoint.kind === 'trunk' ? wire.hotlineNumber : leg.callerId;
  return makeChannel(wire, channelId, {
    ask: () => wire.http.call('POST /channels/create', {
      path: {}, query: { endpoint, app: wire.app, appArgs: 'leg', channelId }, body: { variables: { ...callerVariables(callerId), ...headerVariables(leg.endpoint) } },
    }),
    // After one true duplicate a connection answers 409 to any failed creation.
    mayBeThere: (status) => status === 409,
    otherwise: (answer) => notPossible(answer.kind === 'reply' ? `http ${answer.status}` : answer.kind),
  });
}

/** A leg of a life before this one: dialled or not? Ringing and up say yes; down leaves it open, and unknown stays unknown. */
async function askDialled(wire: Wire, channelId: string): Promise<CommandOutcome> {
  const answer = await wire.http.call('GET /channels/{channelId}', { path: { channelId } });
  if (answer.kind !== 'reply' || answer.status !== 200) return outcomeOf(answer);
  return ['Ringing', 'Up'].includes(answer.body.state) ? done : { kind: 'unknown', detail: 'may have been dialled before' };
}

async function sendDial(wire: Wire, channelId: string, timeoutMs: number): Promise<CommandOutcome> {
  if (wire.dialled.has(channelId)) return done;
  if (!wire.legs.isBornHere(channelId)) return askDialled(wire, channelId);
  wire.dialled.add(channelId);
  const timeout = Math.max(1, Math.ceil(timeoutMs / 1_000));
  const outcome = outcomeOf(await wire.http.call('POST /channels/{channelId}/dial', { path: { channelId }, query: { timeout } }));
  if (outcome.kind === 'not-possible' || outcome.kind === 'gone') wire.dialled.delete(channelId);
  return outcome;
}

/** Once per channel: the driver asks as soon as a call arrives, the runner when it has saved it. */
async function watch(wire: Wire, channelId: string): Promise<CommandOutcome> {
  const before = await wire.watched.get(channelId);
  if (before?.kind === 'done') return before;
  const asked = wire.http.call('POST /applications/{applicationName}/subscription', {
    path: { applicationName: wire.app }, query: { eventSource: `channel:${channelId}` },
  }).then((answer) => outcomeOf(answer, [422]));
  if (!wire.legs.hasEnded(channelId)) wire.watched.set(channelId, asked);
  return asked;
}

/** Into the dialplan. What leaves us so is told as an end at once; it may come again as a new call. */
async function continueIn(wire: Wire, channelId: string, query: { context?: string; extension?: string; priority?: number }): Promise<CommandOutcome> {
  await stopPlaysOn(wire, channelId);
  wire.legs.handBack(channelId, true);
  const outcome = outcomeOf(await wire.http.call('POST /channels/{channelId}/continue', { path: { channelId }, query, timeoutMs: waitingRequestMs }));
  if (outcome.kind === 'not-possible') wire.legs.handBack(channelId, false);
  return outcome;
}

export function createLegCommands(wire: Wire): LegCommands {
  return {
    answer: (channelId) => wire.lanes.run([channelId], async () => {
      // Nothing was ever played on it, so there is nothing it could wait for.
      const neverWaits = wire.legs.isBornHere(channelId) && wire.playbacks.sentOn(channelId).length === 0;
      if (!neverWaits) await stopPlaysOn(wire, channelId);
      return outcomeOf(await wire.http.call('POST /channels/{channelId}/answer', { path: { channelId }, timeoutMs: waitingRequestMs, neverWaits }));
    }),
    hangUp: (channelId, reason) => wire.lanes.run([channelId], async () =>
      outcomeOf(await wire.http.call('DELETE /channels/{channelId}', { path: { channelId }, query: { reason } }))),
    watch: (channelId) => (wire.legs.hasEnded(channelId) ? Promise.resolve(gone) : watch(wire, channelId)),
    createLeg(leg) {
      const endpoint = endpointOf(wire, leg.endpoint);
      if (endpoint === null) return Promise.resolve(notPossible('not an address that can be dialled'));
      return wire.lanes.run([leg.channelId], () => create(wire, leg, endpoint));
    },
    dial: ({ channelId, timeoutMs }) => wire.lanes.run([channelId], () => sendDial(wire, channelId, timeoutMs)),
    mute: (channelId, isMuted) => wire.lanes.run([channelId], async () => {
      const request = { path: { channelId }, query: { direction: 'in' } } as const;
      return outcomeOf(await (isMuted ? wire.http.call('POST /channels/{channelId}/mute', request) : wire.http.call('DELETE /channels/{channelId}/mute', request)));
    }),
    sendKeys: (channelId, keys) => wire.lanes.run([channelId], async () =>
      outcomeOf(await wire.http.call('POST /channels/{channelId}/dtmf', { path: { channelId }, query: { dtmf: keys, duration: keyMs, between: betweenKeysMs } }))),
    transfer: (channelId, to) => wire.lanes.run([channelId], async () => {
      if (!destination.test(to)) return notPossible('no such destination');
      return continueIn(wire, channelId, { context: 'transfer', extension: to, priority: 1 });
    }),
    // Without a place the dialplan goes on where it is.
    passOn: (channelId) => wire.lanes.run([channelId], () => continueIn(wire, channelId, {})),
    answerRefer: (channelId, answer) => wire.lanes.run([channelId], async () =>
      outcomeOf(await wire.http.call('POST /channels/{channelId}/transfer_progress', { path: { channelId }, query: { states: referState[answer] } }))),
    handBack: (channelId) => wire.lanes.run([channelId], () => continueIn(wire, channelId, { context: 'handback', extension: 's', priority: 1 })),
  };
}
