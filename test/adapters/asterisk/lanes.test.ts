import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../src/adapters/asterisk/lanes.ts';

function pausable(log: string[], name: string) {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => { release = resolve; });
  return { task: async () => { log.push(`${name} starts`); await gate; log.push(`${name} ends`); }, release };
}

describe('lanes', () => {
  it('keeps one channel in order and lets others pass', async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const first = pausable(log, 'a1');
    const running = [lanes.run(['a'], first.task), lanes.run(['a'], pausableNow(log, 'a2')), lanes.run(['b'], pausableNow(log, 'b1'))];
    expect(log).toEqual(['a1 starts', 'b1']);
    first.release();
    await Promise.all(running);
    expect(log).toEqual(['a1 starts', 'b1', 'a1 ends', 'a2']);
  });

  it('a request for several waits for all of them, and those behind it wait for it', async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const [a, b] = [pausable(log, 'a'), pausable(log, 'b')];
    const running = [lanes.run(['a'], a.task), lanes.run(['b'], b.task), lanes.run(['a', 'b'], pausableNow(log, 'both')), lanes.run(['b'], pausableNow(log, 'after'))];
    a.release();
    await running[0];
    expect(log).not.toContain('both');
    b.release();
    await Promise.all(running);
    expect(log.slice(-2)).toEqual(['both', 'after']);
  });

  it('goes on after a task that threw, and forgets lanes that are empty', async () => {
    const lanes = createLanes();
    const broken = lanes.run(['a'], () => Promise.reject(new Error('no')));
    await expect(lanes.run(['a'], () => Promise.resolve('next'))).resolves.toBe('next');
    await expect(broken).rejects.toThrow('no');
    await expect.poll(() => lanes.busy()).toBe(0);
  });
});

function pausableNow(log: string[], name: string) {
  return () => { log.push(name); return Promise.resolve(); };
}
