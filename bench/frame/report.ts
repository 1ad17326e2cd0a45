/** The table in docs/performance.md, between its markers, from the pieces that were kept. What stands around it is written by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allClaims } from '../claims/all-claims.ts';
import { machineLine } from './machine.ts';
import { readPieces } from './pieces.ts';

const BEGIN = '<!-- figures: written by ./hotline bench --keep -->';
const END = '<!-- end of figures -->';

export function figuresTable(projectRoot: string): string {
  const lines = ['| claim | peer in the same run | must | ours | peer | median (least..most) | pairs | verdict | commit, date |', '|---|---|---|---|---|---|---|---|---|'];
  const machines = new Set<string>();
  for (const claim of allClaims) {
    const pieces = readPieces(projectRoot, claim.bench);
    const pairs = pieces.flatMap((piece) => piece.pairs);
    const last = pieces.at(-1);
    if (last === undefined) {
      lines.push(`| ${claim.what} | ${claim.against} | ${claim.must} | - | - | not measured yet | 0 | - | - |`);
      continue;
    }
    machines.add(machineLine(last.machine));
    const { ours, peer, figure, isMet } = claim.judge(pairs);
    lines.push(`| ${claim.what} | ${claim.against} | ${claim.must} | ${ours} | ${peer} | ${figure} | ${pairs.length} | ${isMet ? 'met' : '**falls short**'} | ${last.commit}, ${last.at.slice(0, 10)} |`);
  }
  return [...[...machines].map((machine) => `Measured on: ${machine}.`), '', ...lines].join('\n');
}

export function writeReport(projectRoot: string): void {
  const file = path.join(projectRoot, 'docs/performance.md');
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${file}: its markers are gone`);
  writeFileSync(file, `${text.slice(0, from + BEGIN.length)}\n${figuresTable(projectRoot)}\n${text.slice(to)}`);
}
