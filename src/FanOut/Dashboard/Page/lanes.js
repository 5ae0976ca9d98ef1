/** A heap whose smallest element, by the key, comes first. */
class Heap {
  #items = [];
  #key;

  constructor(key) {
    this.#key = key;
  }

  get first() {
    return this.#items[0];
  }

  push(item) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#key(items[parent]) <= this.#key(item)) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop() {
    const items = this.#items;
    const [first, item] = [items[0], items.pop()];
    if (!items.length) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#key(items[child + 1]) < this.#key(items[child])) child++;
      if (this.#key(items[child]) >= this.#key(item)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = item;
    return first;
  }
}

/**
 * Lays fetches out in as few lanes as were in flight at once: each takes the lowest that is free when it starts.
 * Times are milliseconds.
 */
export function layOut(records) {
  const fetches = records.filter(record => record.start !== null).sort((a, b) => a.start - b.start);
  const lane = new Uint32Array(fetches.length);
  const busy = new Heap(entry => entry.end);
  const free = new Heap(number => number);
  let [lanes, to, work] = [0, 0, 0];
  fetches.forEach((fetch, index) => {
    while (busy.first && busy.first.end <= fetch.start) free.push(busy.pop().lane);
    const taken = free.first === undefined ? lanes++ : free.pop();
    lane[index] = taken;
    busy.push({ end: fetch.end, lane: taken });
    to = Math.max(to, fetch.end);
    work += fetch.durationMs;
  });
  const from = fetches.length ? fetches[0].start : 0;
  // Less than a millisecond cannot be drawn, and must not divide by zero.
  const span = Math.max(1, to - from);
  return { fetches, lane, lanes, from, span, average: work / span };
}

/** The most fetches in flight in each of `columns` equal parts of the time. */
export function inFlight({ fetches, from, span }, columns) {
  const most = new Uint32Array(columns);
  const ends = Float64Array.from(fetches, fetch => fetch.end).sort();
  const columnOf = time => Math.min(columns - 1, Math.floor((time - from) / span * columns));
  let [now, ended, column] = [0, 0, 0];
  for (const fetch of fetches) {
    while (ended < ends.length && ends[ended] <= fetch.start) {
      advance(columnOf(ends[ended++]));
      now--;
    }
    advance(columnOf(fetch.start));
    most[column] = Math.max(most[column], ++now);
  }
  while (ended < ends.length) {
    advance(columnOf(ends[ended++]));
    now--;
  }
  return most;

  // Until something changes, what is in flight stays so.
  function advance(to) {
    while (column < to) most[++column] = now;
  }
}
