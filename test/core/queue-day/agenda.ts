/** What happens next: a heap by time; of one moment, in the order it was put down. */
export interface Agenda {
  at(atMs: number, what: () => void): void;
  /** Runs everything there is; the virtual clock is the time of what runs. */
  run(): void;
  now(): number;
}

type Item = readonly [atMs: number, n: number, what: () => void];
const isBefore = (one: Item, other: Item): boolean => one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);

export function createAgenda(): Agenda {
  const heap: Item[] = [];
  let [count, nowMs] = [0, 0];
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Item, heap[a] as Item];
  };
  const push = (item: Item): void => {
    heap.push(item);
    for (let n = heap.length - 1; n > 0; ) {
      const up = (n - 1) >> 1;
      if (!isBefore(heap[n] as Item, heap[up] as Item)) return;
      swap(n, up);
      n = up;
    }
  };
  const pop = (): Item | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let n = 0; ; ) {
      let least = n;
      for (const down of [2 * n + 1, 2 * n + 2]) if (down < heap.length && isBefore(heap[down] as Item, heap[least] as Item)) least = down;
      if (least === n) return first;
      swap(n, least);
      n = least;
    }
  };
  return {
    at: (atMs, what) => push([Math.max(nowMs, atMs), (count += 1), what]),
    run: () => {
      for (let item = pop(); item !== undefined; item = pop()) {
        [nowMs] = item;
        item[2]();
      }
    },
    now: () => nowMs,
  };
}
