import { describe, expect, it } from 'vitest';
import { decodeByte, encodeALaw, padToFrames, SILENCE_BYTE } from '../../../src/adapters/speech/a-law.ts';
import { isSilentFrame, markClip, markedSilence } from '../../../src/adapters/speech/clip-mark.ts';
import { soundingAlike } from '../../../src/adapters/speech/telling-apart.ts';
import { beep } from './fake-engine.ts';

const sound = padToFrames(encodeALaw(beep(400)));
const framesOf = (bytes: Uint8Array) => Array.from({ length: bytes.length / 160 }, (_unused, index) => bytes.subarray(index * 160, (index + 1) * 160));

describe('the mark of a clip', () => {
  it('makes the same sound different in every sounding frame, and follows from the name alone', () => {
    const one = markClip(sound, 'zh-CN/n.1');
    const other = markClip(sound, 'zh-CN/n.2');
    expect(markClip(sound, 'zh-CN/n.1')).toEqual(one);
    for (const [index, frame] of framesOf(one).entries()) {
      const isSilent = isSilentFrame(framesOf(sound)[index] ?? new Uint8Array());
      expect(Buffer.from(frame).equals(framesOf(other)[index] ?? new Uint8Array())).toBe(isSilent);
    }
  });

  it('moves few samples, each by no more than one step', () => {
    const marked = markClip(sound, 'zh-CN/n.1');
    const moved = [...sound.keys()].filter((index) => marked[index] !== sound[index]);
    expect(moved.length).toBeLessThan(sound.length * 0.04);
    for (const index of moved) expect((marked[index] ?? 0) ^ (sound[index] ?? 0)).toBe(1);
  });

  it('leaves silence silent', () => {
    const silence = new Uint8Array(320).fill(SILENCE_BYTE);
    expect(markClip(silence, 'zh-CN/pause')).toEqual(silence);
  });

  it('gives a pause a name that nobody hears', () => {
    const pause = markedSilence(5, 'zh-CN/pause.short');
    expect([...pause].every((byte) => Math.abs(decodeByte(byte)) === 8)).toBe(true);
    expect(markedSilence(5, 'zh-CN/pause.long')).not.toEqual(pause);
  });
});

describe('telling clips apart', () => {
  it('reports two clips with one sound', () => {
    expect(soundingAlike([{ id: 'a', aLaw: sound }, { id: 'b', aLaw: sound }])).toContainEqual(['a', 'b']);
  });

  it('reports a clip that is the beginning of another', () => {
    const start = sound.subarray(0, 160 * 7);
    expect(soundingAlike([{ id: 'long', aLaw: sound }, { id: 'start', aLaw: start }])).toContainEqual(['start', 'long']);
  });

  it('reports clips that differ only after their first three sounding frames', () => {
    const later = Uint8Array.from(sound);
    later[160 * 15] = 0x12;
    expect(soundingAlike([{ id: 'a', aLaw: sound }, { id: 'b', aLaw: later }])).toEqual([['a', 'b']]);
  });

  it('is content with marked clips of one sound', () => {
    const clips = ['n.1', 'n.2', 'n.3'].map((id) => ({ id, aLaw: markClip(sound, id) }));
    expect(soundingAlike(clips)).toEqual([]);
  });
});
