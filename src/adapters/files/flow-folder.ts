/** The folder of flow files as releases.ts follows it: a mark that changes with any file, and the texts. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FlowFolder, FlowTexts } from '../../app/flows/ports.ts';
import { isFlowFile, readFlowFolder } from './flow-files.ts';

export function createFlowFolder(folder: string): FlowFolder {
  return {
    name: folder,
    async mark() {
      const names = await readdir(folder).catch(() => []);
      const marks = names.filter(isFlowFile).sort().map(async (name) => {
        const found = await stat(path.join(folder, name), { bigint: true }).catch(() => null);
        return found === null ? name : `${name} ${found.mtimeNs} ${found.size} ${found.ino}`;
      });
      return (await Promise.all(marks)).join('\n');
    },
    async texts() {
      const texts = await readFlowFolder(folder);
      if (texts === null) return 'no-folder';
      return Object.keys(texts).length === 0 ? 'no-file' : texts;
    },
  };
}

/** SHA-256 over names and texts. */
export function hashOfFlows(texts: FlowTexts): string {
  const sum = createHash('sha256');
  for (const name of Object.keys(texts).sort()) sum.update(JSON.stringify([name, texts[name]]));
  return sum.digest('hex');
}
