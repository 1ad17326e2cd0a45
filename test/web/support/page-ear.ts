/**
 * Runs in a page before its own scripts (as text, see test/calls/support/phone-browser.ts): looks ten times a second at what the
 * phone plays. `heard` then holds moments of { at: epoch ms, level: root mean square of 85 ms, hz: loudest frequency },
 * and `connections` every RTCPeerConnection of the page.
 */
const heard: { at: number; level: number; hz: number }[] = [];
let source: MediaProvider | null = null;
let ear: { context: AudioContext; analyser: AnalyserNode } | null = null;

function follow(sound: MediaProvider | null): void {
  if (sound === source) return;
  source = sound;
  void ear?.context.close();
  ear = null;
  if (!(sound instanceof MediaStream)) return;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(sound).connect(analyser);
  ear = { context, analyser };
}

function listen({ context, analyser }: { context: AudioContext; analyser: AnalyserNode }): void {
  const wave = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(wave);
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(spectrum);
  const level = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  heard.push({ at: Date.now(), level, hz: (spectrum.indexOf(Math.max(...spectrum)) * context.sampleRate) / analyser.fftSize });
}

/** Every connection of the page, for WebRTC's own figures. */
const connections: RTCPeerConnection[] = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

/** For whoever hears nothing: is it the ear, the page or the network? */
async function whyQuiet(): Promise<string> {
  const of = async (connection: RTCPeerConnection): Promise<string> => {
    const reports = [...(await connection.getStats()).values()] as { type: string; packetsReceived?: number; packetsSent?: number; totalAudioEnergy?: number; audioLevel?: number }[];
    const [inbound, outbound, microphone] = ['inbound-rtp', 'outbound-rtp', 'media-source'].map((kind) => reports.find(({ type }) => type === kind));
    return `${connection.connectionState}, ICE ${connection.iceConnectionState}, ${inbound?.packetsReceived ?? 0} packets, energy ${inbound?.totalAudioEnergy ?? 0}, sent ${outbound?.packetsSent ?? 0} packets, microphone's energy ${microphone?.totalAudioEnergy ?? 0}`;
  };
  return `ear ${ear === null ? 'without sound' : ear.context.state}, page ${document.visibilityState}, connections: ${(await Promise.all(connections.map(of))).join('; ') || 'none'}`;
}

Object.assign(window, { heard, connections, whyQuiet });
setInterval(() => {
  follow(document.querySelector<HTMLAudioElement>('audio[data-phone=sound]')?.srcObject ?? null);
  if (ear !== null) listen(ear);
}, 100);
