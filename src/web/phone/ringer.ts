/** The ringing that the agent hears: two soft tones, made here so that nothing has to be loaded. */

export interface Ringer {
  start(): void;
  stop(): void;
}

const tones = [{ hz: 660, atS: 0 }, { hz: 550, atS: 0.22 }] as const;
const toneS = 0.2;
const everyMs = 2_000;

export function createRinger(): Ringer {
  let context: AudioContext | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  function sound(): void {
    if (context === null) return;
    for (const { hz, atS } of tones) {
      const from = context.currentTime + atS;
      const oscillator = new OscillatorNode(context, { frequency: hz });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.2, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, from + toneS);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + toneS);
    }
  }

  return {
    start() {
      if (context !== null) return;
      context = new AudioContext();
      sound();
      timer = setInterval(sound, everyMs);
    },
    stop() {
      clearInterval(timer);
      void context?.close();
      context = null;
    },
  };
}
