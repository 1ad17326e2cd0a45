/** Plays what the other side says. A browser may keep silent until the agent has touched the page: the next touch starts it. */

export interface Speaker {
  play(sound: MediaStream): void;
  stop(): void;
}

const touches = ['pointerdown', 'keydown'] as const;

export function createSpeaker(events: { readonly onPlays: () => void; readonly onBlocked: () => void }): Speaker {
  const audio = new Audio();
  audio.dataset['phone'] = 'sound';
  const start = (): void => {
    audio.play().then(events.onPlays, () => {
      if (audio.srcObject === null) return;
      events.onBlocked();
      for (const touch of touches) document.addEventListener(touch, again, { once: true });
    });
  };
  const forget = (): void => {
    for (const touch of touches) document.removeEventListener(touch, again);
  };
  const again = (): void => {
    forget();
    if (audio.srcObject !== null) start();
  };
  return {
    play(sound) {
      // In the page, so that who looks for the sound (a test, a browser's sound panel) finds it.
      document.body.append(audio);
      audio.srcObject = sound;
      start();
    },
    stop() {
      forget();
      audio.srcObject = null;
      audio.remove();
    },
  };
}
