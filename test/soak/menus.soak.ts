/**
 * `./hotline test soak menus`: a real call to each leaf of the menus in both languages, on an environment of its own; what the
 * caller's ear found is printed as a transcript. At the end nothing may be left over.
 */
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { leaves } from '../calls/support/leaves.ts';
import { walkAll } from '../calls/support/walk-leaf.ts';
import { startWholeHotline } from '../calls/support/whole-environment.ts';

/** A Monday in the session: agents are at work, orders of today are there. */
const MONDAY = '2026-11-23T10:30+08:00';
const AT_ONCE = 12;
/** Of a transcript the last words are shown: the way there is the same for many. */
const SHOWN = 24;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function walk(hotline: Hotline): Promise<number> {
  const ways = leaves.flatMap((leaf) => (['zh-CN', 'en'] as const).map((language) => ({ leaf, language })));
  const begun = performance.now();
  const walked = await walkAll(hotline, ways, AT_ONCE, ({ title, language, heard, failure, durationMs }) => {
    say(`${failure === null ? 'ok  ' : 'FAIL'} ${language} ${title} (${(durationMs / 1000).toFixed(0)} s): ${heard.slice(-SHOWN).join(' ')}`);
    if (failure !== null) say(`     ${failure}`);
  });
  const wrong = walked.filter(({ failure }) => failure !== null).length;
  const left = await hotline.nothingLeft(60_000).then(() => '', (error: unknown) => String(error));
  if (left !== '') say(left);
  say(`${walked.length} calls to ${leaves.length} leaves in two languages, ${Math.round((performance.now() - begun) / 1000)} s, ${wrong} did not come there, ${left === '' ? 'nothing left over' : 'something is left'}`);
  return wrong + (left === '' ? 0 : 1);
}

const hosted = await startWholeHotline();
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  await hotline.setClock(MONDAY);
  process.exitCode = (await walk(hotline)) === 0 ? 0 : 1;
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
