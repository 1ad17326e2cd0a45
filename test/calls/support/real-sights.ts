/** What is heard and seen on the real stage: in the sound that reaches an ear, and in the rows, read past the product's own code. */
import { nameClipId } from '../../../src/core/speech/name-clip.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { Match, Sights } from '../../stories/language/stage.ts';
import { createRealBookSights } from './real-book-sights.ts';
import { onlyVirtual, type RealScene } from './real-scene.ts';
import { clipsIn, voiceShare } from './sound.ts';
import { until } from './until.ts';

const HEARD_WITHIN_MS = 40_000;
const LOOK_AROUND_MS = 1_000;
/** Shorter than a seat rings. */
const AT_ONCE_MS = 4_000;
/** Of a second of sound; the rest is the change from one to the other. */
const MOSTLY = 0.6;
const HARDLY = 0.05;

const matchOf: Readonly<Record<string, Match>> = { none: 'nobody known', one: 'one client', many: 'several clients' };

export function createRealSights(scene: RealScene): Sights {
  const { hotline } = scene;
  const isRinging = (extension: string): boolean => scene.seat(extension).leg()?.isTalking() === false;
  const span = () => ({ untilMs: nowMs(), lastMs: 1_000 });
  return {
    ...createRealBookSights(scene),
    hears: async (who, prompt) => void (await scene.caller(who).hears(prompt, HEARD_WITHIN_MS)),
    hasNotHeard: async (who, prompt) => {
      if (scene.caller(who).heard().includes(prompt)) throw new Error('it was heard');
    },
    hearsMusic: async (who) => void (await scene.caller(who).hearsMusic(HEARD_WITHIN_MS)),
    hearsPlace: async (who, place) => {
      await scene.caller(who).hears('queue.place.before', HEARD_WITHIN_MS);
      await scene.caller(who).hears(`o.${place}`);
    },
    hearsName: async (who, security) => void (await scene.caller(who).hears(nameClipId(security), HEARD_WITHIN_MS)),
    isHungUp: async (who) => void (await scene.caller(who).isHungUp()),
    hearEachOther: (who, extension) =>
      until('both hear each other', async () => {
        const client = voiceShare(scene.party(who)?.frames() ?? [], extension, span());
        const seat = voiceShare(scene.seat(extension).frames(), scene.numberOf(who), span());
        return (client > MOSTLY && seat > MOSTLY) || `the client's ear ${client.toFixed(2)}, the agent's ${seat.toFixed(2)}`;
      }, HEARD_WITHIN_MS),
    hearsNothingOf: (who, extension) =>
      until('the agent is not heard', async () => {
        const share = voiceShare(scene.party(who)?.frames() ?? [], extension, span());
        return share < HARDLY || share.toFixed(2);
      }),
    isWithDialplan: onlyVirtual,
    agentHears: (extension, prompt) =>
      until(`the agent hears ${prompt}`, async () => clipsIn(hotline.phones.line.index, scene.seat(extension).frames()).includes(prompt), HEARD_WITHIN_MS),
    rings: (extension, isAtOnce) => until('it rings', async () => isRinging(extension), isAtOnce === true ? AT_ONCE_MS : HEARD_WITHIN_MS),
    stopsRinging: (extension, isAtOnce) => until('it stops ringing', async () => !isRinging(extension), isAtOnce === true ? AT_ONCE_MS : HEARD_WITHIN_MS),
    nobodyRings: async () => {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AROUND_MS));
      const ringing = [...scene.seats.keys()].filter(isRinging);
      if (ringing.length > 0) throw new Error(`these ring: ${ringing.join(' ')}`);
    },
    phoneRingsAt: (who) => until('her phone rings', async () => (scene.clients.get(who.name)?.calls().length ?? 0) > 0, HEARD_WITHIN_MS),
    phoneDidNotRing: async (who) => {
      if ((scene.clients.get(who.name)?.calls().length ?? 0) > 0) throw new Error('it rang');
    },
    deskShowsCall: (extension, step) =>
      until(`the desk shows ${step}`, async () => {
        const rows = await hotline.records.sql<{ step: string }>(`select body ->> 'step' as step from seat_message where seat_id = $1 and kind = 'call-state' order by n desc limit 1`, [`s-${extension}`]);
        return rows[0]?.step === step || String(rows[0]?.step);
      }),
    deskShows: (extension, { match, node }) =>
      until('the desk shows it', async () => {
        const pop = scene.seat(extension).events().filter(({ kind }) => kind === 'pop').at(-1)?.detail;
        const path = pop?.['ivrPath'];
        const isSo = (match === undefined || matchOf[String(pop?.['match'])] === match) && (node === undefined || (Array.isArray(path) && path.includes(node)));
        return (pop !== undefined && isSo) || JSON.stringify(pop);
      }),
  };
}
