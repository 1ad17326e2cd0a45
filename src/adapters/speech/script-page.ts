/** The studio script as a page for printing: a browser turns it into PDF with whatever Chinese font the machine has. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SpeechFault } from './speech-fault.ts';
import type { ScriptLine } from './script-line.ts';

const run = promisify(execFile);
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const PRINT_TIMEOUT_MS = 60_000;

export function scriptPage(script: readonly ScriptLine[], language: string): string {
  const rows = script.map(({ id, text }, index) => `<tr><td>${index + 1}</td><td class="file">${escaped(id)}.wav</td><td>${escaped(text)}</td><td></td></tr>`);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>Studio script, ${language}</title>
<style>
@page { size: A4; margin: 15mm }
body { font: 11pt/1.5 "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", sans-serif }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #888; padding: 3pt 5pt; vertical-align: top; text-align: left }
tr { break-inside: avoid } thead { display: table-header-group } .file { font-family: monospace; font-size: 9pt } td:last-child { width: 12mm }
</style></head><body>
<h1>Studio script, ${language}</h1>
<p>One file for each line, named as it stands here: WAV, PCM 16 bit, one channel, 8 kHz or more, peaks below -3 dB, about 0.2 s of silence at both ends.</p>
<table><thead><tr><th></th><th>file</th><th>text</th><th>take</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** @throws {SpeechFault} SCRIPT_NOT_PRINTED when the machine has no browser that prints. */
export async function printScript(page: string, pdfFile: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hotline-script-'));
  try {
    const html = path.join(folder, 'script.html');
    await writeFile(html, page);
    // The page is our own text, escaped; Chromium does not start as root with its sandbox.
    const args = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`, '--no-pdf-header-footer', `--print-to-pdf=${path.resolve(pdfFile)}`, `file://${html}`];
    for (const browser of BROWSERS) {
      const isDone = await run(browser, args, { timeout: PRINT_TIMEOUT_MS }).then(() => true, (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
        throw new SpeechFault('SCRIPT_NOT_PRINTED', `${browser} could not print ${pdfFile}: take --format html and print the page from any browser`, { cause: error });
      });
      if (isDone) return;
    }
    throw new SpeechFault('SCRIPT_NOT_PRINTED', `There is no Chromium on this machine that prints PDF: take --format html and print the page from any browser, or install chromium.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
