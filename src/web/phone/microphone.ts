/** The machine's microphone: whether there is one that may be used, its sound, and how loud it is. */
import type { Microphone } from './phone-state.ts';

/** What a headset needs; a browser does them all, but only when it is told. */
const wish: MediaStreamConstraints = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }, video: false };

/** Browsers hide the microphone from pages that come by http from another machine. */
const isHidden = (): boolean => !window.isSecureContext || navigator.mediaDevices === undefined;

const faults: Readonly<Record<string, Microphone>> = {
  NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing', NotReadableError: 'busy', AbortError: 'busy',
};

export async function openMicrophone(): Promise<MediaStream | Microphone> {
  if (isHidden()) return 'insecure';
  try {
    return await navigator.mediaDevices.getUserMedia(wish);
  } catch (error) {
    return faults[error instanceof Error ? error.name : ''] ?? 'busy';
  }
}

export function closeMicrophone(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What can be said without opening it. */
export async function lookAtMicrophone(): Promise<Microphone> {
  if (isHidden()) return 'insecure';
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  if (!devices.some(({ kind }) => kind === 'audioinput')) return 'missing';
  // Not every browser has a name for this permission.
  const permission = await navigator.permissions.query({ name: 'microphone' }).catch(() => null);
  if (permission?.state === 'denied') return 'denied';
  return permission?.state === 'granted' ? 'ready' : 'unknown';
}

/** Plugged in, pulled out, allowed, forbidden. */
export function watchMicrophone(onChange: () => void): () => void {
  if (isHidden()) return () => undefined;
  const { mediaDevices } = navigator;
  mediaDevices.addEventListener('devicechange', onChange);
  let permission: PermissionStatus | null = null;
  let isStopped = false;
  navigator.permissions.query({ name: 'microphone' }).then((found) => {
    if (isStopped) return;
    permission = found;
    permission.addEventListener('change', onChange);
  }, () => undefined);
  return () => {
    isStopped = true;
    mediaDevices.removeEventListener('devicechange', onChange);
    permission?.removeEventListener('change', onChange);
  };
}

const levelEveryMs = 100;

/** Tells how loud it is ten times a second, 0..1, until the returned function is called. */
export function meterLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1_024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech lies between -60 and -10 dB.
    onLevel(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50)));
  }, levelEveryMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
