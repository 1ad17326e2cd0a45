/** The one command: every command it names is there, and its help can be read. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadSettings } from '../../src/config.ts';

const { projectRoot } = loadSettings();
const run = async (...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [path.join(projectRoot, 'src/cli/hotline.ts'), ...words])) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
};

test('help names every command and the first steps', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  for (const command of ['up', 'down', 'status', 'logs', 'call', 'seat', 'say', 'callback', 'prompts', 'flows', 'test', 'check', 'bench', 'settings']) {
    expect(stdout, command).toMatch(new RegExp(`^ {2}${command}( |$)`, 'm'));
  }
  expect(stdout).toContain('./hotline up ');
});

test.each(['up', 'down', 'status', 'logs', 'call', 'seat', 'say', 'callback', 'test', 'check'])('%s explains itself', async (command) => {
  const { code, stdout } = await run(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: hotline ${command}`);
});

test('an unknown command is refused with the way to the list', async () => {
  const { code, stderr } = await run('ring');
  expect(code).not.toBe(0);
  expect(stderr).toContain('--help');
});

test('a wrong --now is refused before anything is touched', async () => {
  const { code, stderr } = await run('up', '--detach', '--now', 'tomorrow');
  expect(code).not.toBe(0);
  expect(stderr).toContain('2026-11-23T10:00+08:00');
});
