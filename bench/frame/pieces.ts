/** What the runs of this machine measured, piece by piece: a claim's pairs may come from several short runs of one commit. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from './machine.ts';

export interface Pair {
  readonly ours: Readonly<Record<string, number>>;
  readonly peer: Readonly<Record<string, number>>;
}

export interface Piece {
  readonly bench: string;
  readonly at: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly pairs: readonly Pair[];
}

const fileOf = (projectRoot: string, bench: string): string => path.join(projectRoot, '.hotline/bench', `${bench}.json`);

export function readPieces(projectRoot: string, bench: string): Piece[] {
  const file = fileOf(projectRoot, bench);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Piece[]) : [];
}

/** Adds to the pieces of the same commit; those of an older one go. */
export function keepPiece(projectRoot: string, piece: Piece): void {
  const file = fileOf(projectRoot, piece.bench);
  mkdirSync(path.dirname(file), { recursive: true });
  const before = readPieces(projectRoot, piece.bench).filter(({ commit }) => commit === piece.commit);
  writeFileSync(file, `${JSON.stringify([...before, piece], null, 1)}\n`);
}
