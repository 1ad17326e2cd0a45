/** What can be seen and heard on the virtual stage. */
import { nameClipId } from '../../../src/core/speech/name-clip.ts';
import { speak } from '../../../src/core/speech/speak.ts';
import type { Person } from '../language/people.ts';
import type { Match, Sights } from '../language/stage.ts';
import { AUDIBLE_MS, type Channel } from './channels.ts';
import { createBookSights } from './book-sights.ts';
import type { Scene } from './scene.ts';

/** Nobody would notice a ring within less. */
const LOOK_AROUND_MS = 2_000;
const AT_ONCE_MS = 1_500;

const matchOf = (count: number): Match => (count === 0 ? 'nobody known' : count === 1 ? 'one client' : 'several clients');

function createEars(scene: Scene) {
  const { time } = scene;
  const channelOf = (who: Person): Channel => {
    const channel = scene.channelOf(who);
    if (channel === null) throw new Error(`${who.name} is not on the phone`);
    return channel;
  };
  const clipsOf = (who: Person): string[] => channelOf(who).heard.map((one) => one.clip);
  const hears = async (who: Person, clips: readonly string[]): Promise<void> => {
    const part = scene.part(who);
    const find = (): number => {
      const { heard } = channelOf(who);
      const isHeard = (at: number): boolean => (heard[at]?.at ?? Infinity) + AUDIBLE_MS <= time.now();
      return heard.findIndex((_, at) => at >= part.heardUpTo && isHeard(at + clips.length - 1) && clips.every((clip, n) => heard[at + n]?.clip === clip));
    };
    await scene.see(() => find() >= 0, () => clipsOf(who).slice(part.heardUpTo));
    part.heardUpTo = find() + clips.length;
  };
  return { channelOf, clipsOf, hears };
}

export function createSights(scene: Scene): Sights {
  const { exchange, time } = scene;
  const { channelOf, clipsOf, hears } = createEars(scene);
  const isThere = (channel: Channel): boolean => exchange.channel(channel.channelId) === channel;
  return {
    ...createBookSights(scene),
    hears: (who, prompt) => hears(who, [prompt]),
    hasNotHeard: async (who, prompt) => {
      await time.settle();
      if (clipsOf(who).includes(prompt)) throw new Error('it was heard');
    },
    hearsMusic: (who) => scene.see(() => channelOf(who).plays.length > 0 && clipsOf(who).at(-1) === 'music.queue', () => clipsOf(who).at(-1)),
    hearsPlace: async (who, place) => {
      const spoken = speak('place', place, 'zh-CN');
      await hears(who, ['queue.place.before', ...('clips' in spoken ? spoken.clips : [])]);
    },
    hearsName: (who, security) => hears(who, [nameClipId(security)]),
    isHungUp: (who) => scene.see(() => !isThere(channelOf(who)), () => 'still on the phone'),
    hearEachOther: async (who, extension) => {
      const isSo = (): boolean => {
        const [client, seat] = [channelOf(who), exchange.legOf(extension)];
        if (seat === undefined || !isThere(client) || client.bridgeId === null || client.bridgeId !== seat.bridgeId) return false;
        // A channel that still plays something enters its bridge only afterwards.
        return [client, seat].every((one) => one.isUp && !one.isMuted && !one.isDead && one.plays.length === 0);
      };
      await scene.see(isSo, () => [channelOf(who).bridgeId, exchange.legOf(extension)?.bridgeId]);
    },
    hearsNothingOf: (who, extension) =>
      scene.see(() => exchange.legOf(extension)?.isMuted === true && channelOf(who).bridgeId === exchange.legOf(extension)?.bridgeId, () => exchange.legOf(extension)),
    isWithDialplan: (who) => scene.see(() => channelOf(who).place === 'dialplan', () => channelOf(who).place),
    agentHears: (extension, prompt) => scene.see(() => exchange.legOf(extension)?.heard.some((one) => one.clip === prompt) === true, () => exchange.legOf(extension)?.heard),
    rings: (extension, isAtOnce) => scene.see(() => exchange.legOf(extension)?.isRinging === true, () => scene.seat(extension).state, isAtOnce === true ? AT_ONCE_MS : undefined),
    stopsRinging: (extension, isAtOnce) => scene.see(() => exchange.legOf(extension)?.isRinging !== true, () => scene.seat(extension).state, isAtOnce === true ? AT_ONCE_MS : undefined),
    nobodyRings: async () => {
      await time.pass(LOOK_AROUND_MS);
      const ringing = exchange.all().filter((one) => one.kind === 'seat' && one.isRinging).map((one) => one.address);
      if (ringing.length > 0) throw new Error(`these ring: ${ringing.join(' ')}`);
    },
    phoneRingsAt: (who) => scene.see(() => exchange.all().some((one) => one.kind === 'client' && scene.part(who).numbers.includes(one.address) && one.isRinging), () => 'it does not ring'),
    phoneDidNotRing: async (who) => {
      await time.settle();
      if (scene.part(who).numbers.some((number) => exchange.dialled.includes(number))) throw new Error('it rang');
    },
    deskShowsCall: (extension, step) => scene.see(() => scene.seat(extension).views.at(-1)?.step === step, () => scene.seat(extension).views.at(-1)),
    deskShows: async (extension, { match, node }) => {
      const pop = () => scene.seat(extension).pops.at(-1);
      const isSo = (): boolean => {
        const shown = pop();
        return shown !== undefined && (match === undefined || matchOf(shown.clientMatches.length) === match) && (node === undefined || shown.ivrPath.includes(node));
      };
      await scene.see(isSo, pop);
    },
  };
}
