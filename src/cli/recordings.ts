/** `./hotline recordings verify`: is the evidence whole? Exit code 0 only if it is. */
import type { Command } from 'commander';
import { createSealProof } from '../adapters/files/prove-stored.ts';
import { createEvidenceReads } from '../adapters/postgres/evidence-reads.ts';
import { openDatabase } from '../adapters/postgres/pool.ts';
import { createRecordingLedger } from '../adapters/postgres/recording-ledger.ts';
import { verifyEvidence, type EvidenceReport } from '../app/recordings/verify.ts';
import { loadConfig } from '../config.ts';

const faultWords: Readonly<Record<EvidenceReport['faults'][number]['fault'], string>> = {
  absent: 'sealed file is gone',
  'stored-bytes-differ': 'sealed file was changed',
  'sound-differs': 'sealed file does not give the sound that was sealed',
  'row-contradicts-link': 'row and link of the ledger say different things',
  'not-sealed-in-time': 'call is over, recording is not sealed',
};

function asText(report: EvidenceReport): string {
  const days = report.days.map((day) =>
    day.kind === 'intact' ? `  ok  chain of ${day.day}: ${day.links} links` : `  NO  chain of ${day.day}: broken at link ${day.n} (${day.flaw})`);
  const wrongFiles = report.faults.length === 0 ? '' : `, ${report.faults.length} wrong`;
  return [
    ...days,
    `  ${report.faults.length === 0 ? 'ok' : 'NO'}  sealed recordings: ${report.sealedFiles}${wrongFiles}`,
    ...report.faults.map(({ recordingId, fault }) => `      ${recordingId}: ${faultWords[fault]}`),
    ...report.knownMissing.map((recordingId) => `      ${recordingId}: missing, the ledger says so`),
    report.isWhole ? 'The evidence is whole.' : 'The evidence is NOT whole.',
  ].join('\n');
}

async function verify(options: { json?: true }): Promise<void> {
  const config = loadConfig();
  const database = openDatabase({ databaseUrl: config.databaseUrl, part: 'verify', maxConnections: 2 });
  try {
    const report = await verifyEvidence({
      reads: createEvidenceReads(database),
      verifyChain: createRecordingLedger(database).verifyChain,
      proof: createSealProof({ sealedDir: config.sealedDir, sealKeys: [config.secrets.sealKey] }),
      now: Date.now,
    });
    console.log(options.json ? JSON.stringify(report) : asText(report));
    if (!report.isWhole) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

/** Adds the command to the program. */
export function registerRecordings(program: Command): void {
  program
    .command('recordings')
    .description('recordings as evidence')
    .command('verify')
    .description('check the chain of links, every sealed file against its seal, and that nothing is missing')
    .option('--json', 'print one JSON object')
    .action(verify);
}
