/** A queue. `Array.shift` moves all items, which is too slow when a burst leaves 100,000 lines waiting. */
interface Fifo<Item> {
  push(item: Item): void;
  first(): Item | undefined;
  shift(): Item | undefined;
  /** The item so many places behind the first. */
  at(position: number): Item | undefined;
  readonly length: number;
  /** What waits, in order: a copy. */
  items(): Item[];
}

export function createFifo<Item>(): Fifo<Item> {
  /** Slots before `head` are cleared, so that removed items can be collected. */
  let items: (Item | undefined)[] = [];
  let head = 0;
  return {
    push: (item) => void items.push(item),
    first: () => items[head],
    at: (position) => items[head + position],
    shift() {
      if (head === items.length) return undefined;
      const item = items[head];
      items[head] = undefined;
      head += 1;
      if (head === items.length || (head > 1_024 && head * 2 > items.length)) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    get length() {
      return items.length - head;
    },
    items: () => items.slice(head) as Item[], // from `head` on there are only items
  };
}
