/** Hears one side of a stereo recording alone, in both ears. */
export type Heard = 'both' | 'left' | 'right';

export interface ChannelChoice {
  hear(heard: Heard): void;
  close(): void;
}

export function createChannelChoice(audio: HTMLAudioElement): ChannelChoice {
  const context = new AudioContext();
  const source = context.createMediaElementSource(audio);
  const splitter = context.createChannelSplitter(2);
  const merger = context.createChannelMerger(2);
  source.connect(splitter);
  merger.connect(context.destination);

  const gains = ([0, 1] as const).map((side) => {
    const gain = context.createGain();
    splitter.connect(gain, side);
    return gain;
  });

  function hear(heard: Heard): void {
    void context.resume();
    gains.forEach((gain, side) => {
      gain.disconnect();
      const isHeard = heard === 'both' || (heard === 'left') === (side === 0);
      if (!isHeard) return;
      if (heard === 'both') gain.connect(merger, 0, side);
      else for (const ear of [0, 1]) gain.connect(merger, 0, ear);
    });
  }
  hear('both');

  return { hear, close: () => void context.close() };
}
