import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLegBook, type LegNews } from '../../../src/adapters/asterisk/leg-book.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function open() {
  const news: LegNews[] = [];
  const ended: string[] = [];
  const book = createLegBook({ tell: (one) => news.push(one), onEnd: (channelId) => ended.push(channelId) });
  return { book, news, ended, ends: () => news.flatMap((one) => (one.kind === 'leg-ended' ? [one.end] : [])) };
}
const here = { isUp: false, dialled: '95500', isFirstTime: true };

describe('leg book', () => {
  it('tells the end once, whatever comes in which order', () => {
    const { book, ends } = open();
    book.enter('c', here);
    book.requestHangup('c', { cause: null, sipCode: null, soft: false });
    book.requestHangup('c', { cause: 16, sipCode: null, soft: false });
    book.leave('c');
    book.destroy('c', { cause: null, sipCode: null });
    book.leave('c');
    book.destroy('c', { cause: 16, sipCode: null });
    vi.advanceTimersByTime(1_000);
    expect(ends()).toEqual([{ cause: 16, sipCode: null }]);
  });

  it('tells the end of a channel nobody watches shortly after it left', () => {
    const { book, ends } = open();
    book.enter('c', here);
    book.requestHangup('c', { cause: 127, sipCode: 487, soft: false });
    book.leave('c');
    expect(ends()).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(ends()).toEqual([{ cause: 127, sipCode: 487 }]);
  });

  it('a dial time-out of ours is 19 without a SIP code, a real 480 is 19 with it (field note 15)', () => {
    const { book, ends } = open();
    book.expect('timeout');
    book.requestHangup('timeout', { cause: 32, sipCode: null, soft: true });
    book.leave('timeout');
    book.destroy('timeout', { cause: 19, sipCode: 480 });
    book.expect('refused');
    book.requestHangup('refused', { cause: 19, sipCode: 480, soft: false });
    book.leave('refused');
    book.destroy('refused', { cause: 19, sipCode: 480 });
    expect(ends()).toEqual([{ cause: 19, sipCode: null }, { cause: 19, sipCode: 480 }]);
  });

  it('tells ringing and answered once each', () => {
    const { book, news } = open();
    book.enter('c', here);
    for (const state of ['Ringing', 'Ringing', 'Up', 'Up', 'Ringing']) book.changeState('c', state);
    expect(news.map(({ kind }) => kind)).toEqual(['leg-ringing', 'leg-answered']);
  });

  it('says nothing of a channel after its end', () => {
    const { book, news } = open();
    book.destroy('c', { cause: 16, sipCode: null });
    book.changeState('c', 'Up');
    book.leave('c');
    vi.advanceTimersByTime(1_000);
    expect(news).toHaveLength(1);
  });

  it('a channel that was handed back has ended for us at once, and may come again', () => {
    const { book, ends, news } = open();
    book.enter('c', here);
    book.handBack('c', true);
    book.leave('c');
    expect(ends()).toEqual([{ cause: null, sipCode: null }]);
    expect(book.dialledOf('c')).toBe('95500');
    expect(book.enter('c', { ...here, isFirstTime: false })).toBe(true);
    expect(book.isBornHere('c')).toBe(false);
    book.destroy('c', { cause: 16, sipCode: null });
    expect(news.filter(({ kind }) => kind === 'leg-ended')).toHaveLength(2);
  });

  it('after a cut a snapshot confirms legs or lets them be forgotten without a word', () => {
    const { book, news, ended } = open();
    book.enter('stays', here);
    book.enter('went', here);
    book.doubtAll();
    book.expect('new');
    book.confirm('stays', { isUp: true, dialled: '' });
    book.dropDoubtful();
    expect([news, ended, book.size()]).toEqual([[], ['went'], 2]);
    book.changeState('stays', 'Up');
    expect(news).toEqual([]);
  });

  it('waits for a leg to enter, also when it never does', async () => {
    const { book } = open();
    book.expect('c');
    const entered = book.entered('c', 1_000).then(() => 'over');
    book.enter('c', here);
    await expect(entered).resolves.toBe('over');
    const never = book.entered('d', 1_000).then(() => 'over');
    vi.advanceTimersByTime(1_001);
    await expect(never).resolves.toBe('over');
  });
});
