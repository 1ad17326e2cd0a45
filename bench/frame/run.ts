/** How every bench runs: the machine named, a warm-up, pairs in turn, each printed as it comes, kept when asked to. */
import { parseArgs } from 'node:util';
import { loadSettings } from '../../src/config.ts';
import { allClaims } from '../claims/all-claims.ts';
import { machineLine, commitOf } from './machine.ts';
import { keepPiece, type Pair } from './pieces.ts';
import { writeReport } from './report.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

export interface BenchOptions {
  readonly pairs: number;
  /** Tiny counts: shows that it runs, measures nothing. */
  readonly isQuick: boolean;
}

export interface Bench {
  readonly name: string;
  readonly world?: WorldOptions;
  measure(world: World, options: BenchOptions): Promise<Pair[]>;
}

export async function runBench(bench: Bench): Promise<void> {
  const { values } = parseArgs({ options: { pairs: { type: 'string', default: '5' }, keep: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } } });
  const { projectRoot } = loadSettings();
  const startedAt = new Date();
  console.log(`bench ${bench.name}, ${startedAt.toISOString().slice(0, 16)}Z`);
  const world = await openWorld(bench.world);
  try {
    console.log(`  ${machineLine(world.machine)}; load before: ${world.machine.loadBefore.toFixed(1)}`);
    const pairs = await bench.measure(world, { pairs: values.quick ? 1 : Number(values.pairs), isQuick: values.quick });
    for (const claim of allClaims.filter((one) => one.bench === bench.name)) {
      const { figure, isMet } = claim.judge(pairs);
      console.log(`  ${claim.what}: ${figure}; must ${claim.must}: ${values.quick ? 'tiny counts, no verdict' : isMet ? 'met' : 'falls short'}`);
    }
    if (!values.keep || values.quick) return;
    keepPiece(projectRoot, { bench: bench.name, at: startedAt.toISOString(), commit: commitOf(projectRoot), machine: world.machine, pairs });
    writeReport(projectRoot);
  } finally {
    await world.close();
  }
}

type Figures = Readonly<Record<string, number>>;

/** Ours first, then the peer first, and so on: whatever drifts meanwhile meets both. */
export async function alternate(sides: { pairs: number; ours: () => Promise<Figures>; peer: () => Promise<Figures> }): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let at = 0; at < sides.pairs; at += 1) {
    let ours: Figures = {};
    let peer: Figures = {};
    if (at % 2 === 0) {
      ours = await sides.ours();
      peer = await sides.peer();
    } else {
      peer = await sides.peer();
      ours = await sides.ours();
    }
    console.log(`  pair ${at + 1}: ours ${show(ours)}`);
    console.log(`          peer ${show(peer)}`);
    pairs.push({ ours, peer });
  }
  return pairs;
}

export const show = (figures: Figures): string => Object.entries(figures).map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(2)}`).join(', ');
