import { describe, expect, it } from 'vitest';
import { createAnnouncer } from '../../../src/adapters/asterisk/announcer.ts';
import type { TelephonyEvent } from '../../../src/app/ports.ts';

function open() {
  const logged: string[] = [];
  const note = (fields: object, message: string): void => { logged.push(`${message} ${JSON.stringify(fields)}`); };
  return { logged, announcer: createAnnouncer({ clock: { now: () => 7 }, log: { debug: note, info: note, warn: note, error: note } }) };
}

describe('announcer', () => {
  it('hands one event after the other, also when the listener causes the next', () => {
    const { announcer } = open();
    const heard: string[] = [];
    announcer.listen((event) => {
      heard.push(`${event.kind} begins at ${event.at}`);
      if (event.kind === 'connected') announcer.tell({ kind: 'disconnected' });
      heard.push(`${event.kind} over`);
    });
    announcer.tell({ kind: 'connected' });
    expect(heard).toEqual(['connected begins at 7', 'connected over', 'disconnected begins at 7', 'disconnected over']);
  });

  it('a listener that throws loses nobody the next event, and no digit is logged (misfortune 14)', () => {
    const { announcer, logged } = open();
    const heard: TelephonyEvent['kind'][] = [];
    announcer.listen((event) => {
      heard.push(event.kind);
      throw new Error('listener broke');
    });
    announcer.tell({ kind: 'key', channelId: 'c', slot: 'code', digit: '5' });
    announcer.tell({ kind: 'disconnected' });
    expect(heard).toEqual(['key', 'disconnected']);
    expect(logged).toHaveLength(2);
    expect(logged.join()).not.toContain('5');
  });
});
