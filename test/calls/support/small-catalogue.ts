import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FRAME_BYTES, FRAME_MS, SILENCE_FRAME, decodeAlaw } from '../../../src/lab/ear/alaw.ts';
import { createRandom, noiseFrame, toneFrame } from '../../lab/ear-streams.ts';

type Kind = 'speech' | 'tone' | 'music';
interface SmallClip {
  id: string;
  text: string;
  kind: Kind;
  asks?: 'menu' | 'collect';
  frames: number;
}

/** Clips of noise that stand for prompts: a second or less each, so that a call through them is short. */
const clips: readonly SmallClip[] = [
  { id: 'welcome', text: '您好。', kind: 'speech', frames: 40 },
  { id: 'main.menu', text: '查询请按1，人工请按0。', kind: 'speech', asks: 'menu', frames: 45 },
  { id: 'quote.ask-code', text: '请输入代码。', kind: 'speech', asks: 'collect', frames: 40 },
  { id: 'quote.code', text: '代码', kind: 'speech', frames: 15 },
  { id: 'pause.short', text: '，', kind: 'speech', frames: 9 },
  { id: 'n.6', text: '六', kind: 'speech', frames: 12 },
  { id: 'goodbye', text: '再见。', kind: 'speech', frames: 30 },
  { id: 'queue.joining', text: '请不要挂机。', kind: 'speech', frames: 30 },
  { id: 'queue.offered', text: '正在为您转接。', kind: 'speech', frames: 30 },
  { id: 'agent.before', text: '工号', kind: 'speech', frames: 15 },
  { id: 'c.10', text: '幺零', kind: 'speech', frames: 15 },
  { id: 'd.02', text: '零二', kind: 'speech', frames: 15 },
  { id: 'agent.after', text: '为您服务。', kind: 'speech', frames: 20 },
  { id: 'tone.ringback', text: '', kind: 'tone', frames: 250 },
  { id: 'music.queue', text: '', kind: 'music', frames: 400 },
];

/**
 * Writes a small prompt catalogue into a prompts folder, in every form a built one has (manifest, A-law, playable, music). `swap`
 * exchanges what two of the playable files hold, as a bad build would.
 */
export function writeSmallCatalogue(promptsDir: string, swap?: readonly [string, string]): void {
  const random = createRandom(7);
  const sounds = new Map(clips.map((clip) => [clip.id, soundOf(clip)]));
  function soundOf({ kind, frames }: SmallClip): Buffer {
    if (kind === 'tone') return Buffer.concat(Array.from({ length: frames }, (_unused, i) => (i < 50 ? toneFrame(450) : SILENCE_FRAME)));
    const body = Array.from({ length: frames - 4 }, () => noiseFrame(random));
    return kind === 'music' ? Buffer.concat(Array.from({ length: frames }, () => noiseFrame(random))) : Buffer.concat([SILENCE_FRAME, ...body, SILENCE_FRAME, SILENCE_FRAME, SILENCE_FRAME]);
  }
  for (const folder of ['alaw/zh-CN', 'play/zh-CN', 'moh']) mkdirSync(path.join(promptsDir, folder), { recursive: true });
  const manifest: Record<string, unknown> = {};
  for (const { id, text, kind, asks } of clips) {
    const alaw = sounds.get(id) ?? Buffer.alloc(0);
    const played = sounds.get(swap?.[0] === id ? swap[1] : swap?.[1] === id ? swap[0] : id) ?? alaw;
    const frames = alaw.length / FRAME_BYTES;
    manifest[id] = { text, kind, hash: createHash('sha256').update(alaw).digest('hex'), frames, durationMs: frames * FRAME_MS, ...(asks ? { asks } : {}) };
    writeFileSync(path.join(promptsDir, 'alaw/zh-CN', `${id}.al`), alaw);
    writeFileSync(path.join(promptsDir, kind === 'music' ? 'moh' : 'play/zh-CN', `${id}.sln`), linear(played));
  }
  writeFileSync(path.join(promptsDir, 'manifest.json'), JSON.stringify({ version: 1, language: 'zh-CN', clips: manifest }));
  writeFileSync(path.join(promptsDir, 'manifest.en.json'), JSON.stringify({ version: 1, language: 'en', clips: {} }));
}

function linear(alaw: Buffer): Buffer {
  const samples = Buffer.alloc(alaw.length * 2);
  alaw.forEach((byte, i) => samples.writeInt16LE(decodeAlaw(byte), i * 2));
  return samples;
}
