import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerSay, sayLines } from '../../../src/cli/say.ts';

async function run(...args: string[]) {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const program = new Command().exitOverride();
  registerSay(program);
  await program.parseAsync(['say', ...args], { from: 'user' });
  return { out: out.mock.calls.flat(), err: err.mock.calls.flat(), exitCode: process.exitCode };
}

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

describe('./hotline say', () => {
  it('prints one line for each value', async () => {
    expect(await run('price', '12.30', '0.987')).toEqual({ out: ['十二点三零元', '零点九八七元'], err: [], exitCode: 0 });
  });

  it('takes values below zero for values, not for options', async () => {
    expect(await run('pct', '-0.08', '-2.22')).toMatchObject({ out: ['下跌百分之零点零八', '下跌百分之二点二二'], exitCode: 0 });
  });

  it('shows the clips on request', async () => {
    expect(await run('code', '600519', '--clips')).toMatchObject({ out: ['六零零，五幺九\tn.6 n.0 n.0 pause.short n.5 n.yao n.9'] });
  });

  it('says what is wrong with a value, with an example, says the others, and ends with 2', async () => {
    const { out, err, exitCode } = await run('date', '2026-11-22', '2026-02-30');
    expect(out).toEqual(['二零二六年十一月二十二日']);
    expect(err).toEqual(['"2026-02-30" is no day of the calendar. Example: ./hotline say date 2026-11-22']);
    expect(exitCode).toBe(2);
  });

  it('speaks English on request', async () => {
    expect(await run('price', '12.30', '--language', 'en')).toMatchObject({ out: ['twelve point three zero yuan'], exitCode: 0 });
  });

  it('lists the kinds with examples when there is no such kind', () => {
    const { errors, exitCode } = sayLines('volume', ['1']);
    expect(errors[0]).toBe('There is no kind "volume". Kinds, each with an example:');
    expect(errors.join('\n')).toMatch(/say volume_lots 3200 +三千二百手/);
    expect(exitCode).toBe(2);
  });
});
