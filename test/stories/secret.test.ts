/** A secret in everything that prints: loggers, templates, errors, JSON, the inspector. Only `reveal()` shows it. */
import { format, inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createSecret } from '../../src/app/secret.ts';

const DIGITS = '836152';

describe('a secret [M-07] (field note 64)', () => {
  it('is shown as [secret] by whatever prints it, alone or inside something', () => {
    const secret = createSecret(DIGITS);
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => { lines.push(line); } });
    log.info({ secret, args: { password: secret }, list: [secret] }, 'act');
    log.error({ err: Object.assign(new Error('failed'), { secret }) }, `with ${String(secret)}`);
    const shown = [
      JSON.stringify({ secret }), String(secret), `${secret as unknown as string}`, (secret as unknown as string) + '!', inspect(secret), inspect({ deep: { er: { still: [secret] } } }, { depth: 9, showHidden: true }),
      format('%s %o %O %j', secret, secret, secret, secret), [secret].join(), ...lines,
    ].join('\n');
    expect(shown).not.toContain(DIGITS);
    expect(shown).toContain('[secret]');
    expect(Object.entries(secret).flat().map(String).join()).not.toContain(DIGITS);
    expect(() => structuredClone(secret)).toThrow();
  });

  it('gives its digits to who asks for them in so many letters', () => {
    expect([createSecret(DIGITS).reveal(), createSecret(DIGITS).length]).toEqual([DIGITS, 6]);
  });
});
