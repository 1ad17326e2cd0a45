/** What becomes of each event heard: legs, playbacks and devices are told on, digits go to the vault and nowhere else. */
import type { Log } from '../../app/log.ts';
import type { Announcer } from './announcer.ts';
import type { AriNews } from './events.ts';
import type { QuietWatch } from './quiet-watch.ts';
import type { SeatDevices } from './seat-devices.ts';
import type { VaultDoor } from './vault-door.ts';
import type { Wire } from './wire.ts';

export interface HearingDeps {
  readonly wire: Wire;
  readonly announcer: Announcer;
  readonly vault: VaultDoor;
  readonly quiet: QuietWatch;
  readonly devices: SeatDevices;
  readonly log: Log;
  /** An inbound channel has come: its end is told only to who asks for it. */
  watch(channelId: string): void;
  replaced(): void;
  heardWord(): void;
}

type Entered = Extract<AriNews, { kind: 'entered' }>;

/** From a seat's phone: the dialplan says whose, by its endpoint, and what was dialled. */
function seatCall({ wire, announcer, watch }: HearingDeps, { channelId, isUp, args: [, endpoint = '', to = ''] }: Entered): void {
  if (!wire.legs.enter(channelId, { isUp, dialled: '', isFirstTime: true })) return;
  watch(channelId);
  announcer.tell({ kind: 'seat-call', channelId, endpoint, to });
}

/** Ids minted by us are legs of ours; what the dialplan sends (`in`, or `back` after a hand-back) is a call. */
function enter(deps: HearingDeps, news: Entered): void {
  const { wire, announcer } = deps;
  const { channelId, isUp, from, args: [role = '', dialled = ''] } = news;
  if (channelId.startsWith(`${wire.node}.`)) {
    if (wire.legs.enter(channelId, { isUp, dialled: '', isFirstTime: true })) announcer.tell({ kind: 'leg-entered', channelId });
    return;
  }
  if (role === 'seat' && news.technology === 'PJSIP' && !news.isReplacement) {
    seatCall(deps, news);
    return;
  }
  if (news.technology !== 'PJSIP' || news.isReplacement || (role !== 'in' && role !== 'back')) {
    deps.log.warn({ channelId, technology: news.technology }, 'channel entered our app that is no call: left alone');
    return;
  }
  const to = dialled || wire.legs.dialledOf(channelId) || wire.hotlineNumber;
  if (!wire.legs.enter(channelId, { isUp, dialled: to, isFirstTime: role === 'in' })) return;
  deps.watch(channelId);
  announcer.tell({ kind: 'call-arrived', channelId, from, to, isUp });
}

function endPlayback({ wire, announcer }: HearingDeps, playbackId: string, outcome: 'done' | 'failed'): void {
  const tell = (): void => { announcer.tell({ kind: 'playback-ended', playbackId, outcome }); };
  const channelId = wire.playbacks.channelOf(playbackId);
  wire.playbacks.remove(playbackId);
  if (channelId === null) tell();
  else wire.legs.afterEnding(channelId, tell);
}

export function createHearing(deps: HearingDeps): (news: AriNews) => void {
  const { wire, vault, devices } = deps;
  const isOurs = (channelId: string, technology: string): boolean => technology === 'PJSIP' || channelId.startsWith(`${wire.node}.`);

  return (news) => {
    switch (news.kind) {
      case 'entered':
        enter(deps, news);
        return;
      case 'left':
        if (isOurs(news.channelId, news.technology)) wire.legs.leave(news.channelId);
        return;
      case 'state':
        if (isOurs(news.channelId, news.technology)) wire.legs.changeState(news.channelId, news.state);
        return;
      case 'hangup-request':
        wire.legs.requestHangup(news.channelId, news);
        return;
      case 'destroyed':
        if (isOurs(news.channelId, news.technology)) wire.legs.destroy(news.channelId, { cause: news.cause, sipCode: news.sipCode });
        return;
      case 'digit':
        if (isOurs(news.channelId, news.technology) && !wire.legs.hasEnded(news.channelId)) vault.hear(news.channelId, news);
        return;
      case 'talking':
        deps.quiet.hear(news.channelId, news.isTalking);
        return;
      case 'refer':
        if (news.isAsked) deps.announcer.tell({ kind: 'refer', channelId: news.channelId, to: news.to, withChannelId: news.withChannelId });
        return;
      case 'resumed':
        if (isOurs(news.channelId, news.technology)) deps.announcer.tell({ kind: 'leg-resumed', channelId: news.channelId });
        return;
      case 'playback-finished':
        endPlayback(deps, news.playbackId, news.hasFailed ? 'failed' : 'done');
        return;
      case 'contact':
        devices.contact(news.extension, news);
        return;
      case 'endpoint':
        devices.endpoint(news.extension, news.isOnline);
        return;
      case 'replaced':
        if (news.app === wire.app) deps.replaced();
        return;
      case 'word':
        if (news.app === wire.app) deps.heardWord();
        return;
      case 'unreadable':
        deps.log.warn({ type: news.type }, 'event that cannot be read');
        return;
    }
  };
}
