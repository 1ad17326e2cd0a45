/**
 * The peer: a second Asterisk from the same root with the same modules, trunk, seats and clips as ours, and the dialplan of
 * bench/peers in place of a server.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { currentEnvironment, type Config } from '../../src/config.ts';
import { speak, type SayKind, type SayValue } from '../../src/core/speech/speak.ts';
import { renderAsterisk } from '../../src/lab/asterisk-config.ts';
import { filesOf } from '../../src/lab/files.ts';
import { prepareHome } from '../../src/lab/home.ts';
import { createPart } from '../../src/lab/parts.ts';
import { untilReady } from '../../src/lab/readiness.ts';
import { createSupervision } from '../../src/lab/supervision.ts';
import { fillTemplate } from '../../src/lab/template.ts';

export interface PeerAsterisk {
  readonly config: Config;
  pid(): number;
  stop(): Promise<void>;
}

const say = (kind: SayKind, value: SayValue): readonly string[] => {
  const spoken = speak(kind, value, 'zh-CN');
  if (!('clips' in spoken)) throw new Error(`cannot be said as ${kind}`);
  return spoken.clips;
};

/** The clips of a quote as our flow says it (node say-price), with figures that stand still. */
function quoteClips(): string[] {
  return [
    'name.600519', 'quote.last', ...say('price', '1468.52'), 'quote.change', ...say('change', '-12.30'), 'quote.change-percent', ...say('pct', '-0.83'),
    'quote.open', ...say('price', '1480.00'), 'quote.high', ...say('price', '1485.60'), 'quote.low', ...say('price', '1462.18'),
    'quote.volume', ...say('count', '12345手'), 'quote.turnover', ...say('turnover_yuan', 1_814_000_000),
  ];
}

function renderPeer(config: Config): void {
  renderAsterisk('pbx', config);
  const etc = path.join(filesOf(config.home).asterisk('pbx'), 'etc');
  const clips = (ids: readonly string[]): string => ids.map((id) => `${config.promptsPlayRoot}/zh-CN/${id}`).join('&');
  const values = {
    welcome: clips(['welcome']), menu: clips(['main.menu']), ask: clips(['quote.ask-code']), quote: clips(quoteClips()), after: clips(['quote.after']),
    members: Object.keys(config.secrets.seatPasswords).map((seat) => `member => PJSIP/${seat}`).join('\n'),
  };
  for (const name of ['extensions.conf', 'queues.conf']) {
    const source = path.join(config.projectRoot, 'bench/peers/asterisk', name);
    writeFileSync(path.join(etc, name), fillTemplate(readFileSync(source, 'utf8'), values, `bench/peers/asterisk/${name}`), { mode: 0o600 });
  }
  const modules = path.join(etc, 'modules.conf');
  writeFileSync(modules, readFileSync(modules, 'utf8').replace('noload = app_queue.so\n', ''));
}

/** Starts it on its own ports with the clips of `ours`. */
export async function startPeerAsterisk(options: { home: string; portBase: number; ours: Config; env: Readonly<Record<string, string>> }): Promise<PeerAsterisk> {
  const own = {
    ...options.env, HOTLINE_HOME: options.home, HOTLINE_PORT_BASE: String(options.portBase), HOTLINE_ASTERISK_ROOT: options.ours.asteriskRoot,
    HOTLINE_PROMPTS_DIR: options.ours.promptsDir,
  };
  const config = prepareHome({ ...currentEnvironment(), ...own });
  renderPeer(config);
  const files = filesOf(config.home);
  const supervision = createSupervision({ runDir: files.runDir, logDir: files.logDir, diesWithParent: true });
  const part = createPart('pbx', config, own);
  supervision.start(part);
  await untilReady('pbx', part.ready, 60_000);
  return {
    config,
    pid: () => supervision.pid('pbx') ?? 0,
    async stop() {
      await supervision.stop('pbx');
      supervision.close();
    },
  };
}
