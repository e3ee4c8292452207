/** First in, first out. `Array.shift` moves everything behind it, which is felt when a burst leaves 100,000 lines waiting. */
export interface Fifo<Item> {
  push(item: Item): void;
  first(): Item | undefined;
  shift(): Item | undefined;
  readonly length: number;
  /** What waits, in order: a copy. */
  items(): Item[];
}

export function createFifo<Item>(): Fifo<Item> {
  let items: Item[] = [];
  let head = 0;
  return {
    push: (item) => void items.push(item),
    first: () => items[head],
    shift() {
      const item = items[head];
      if (head < items.length) head += 1;
      if (head === items.length) {
        // What has gone is not held on to until more comes.
        items = [];
        head = 0;
      } else if (head > 1_024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    get length() {
      return items.length - head;
    },
    items: () => items.slice(head),
  };
}
