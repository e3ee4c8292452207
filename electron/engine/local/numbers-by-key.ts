/** Numbers of messages by what a message is known by; of those that are all alike there are several. */

export const ascending = (uids: number[]): number[] => uids.sort((one, other) => one - other);

interface NumbersByKey {
  /** Ascending. */
  of(key: string): readonly number[];
  add(key: string, uids: readonly number[]): void;
  remove(key: string, uids: readonly number[]): void;
  keys(): Iterable<string>;
}

const none: readonly number[] = [];

/** @param known the message of each number */
export function numbersByKey(known: ReadonlyMap<number, string>): NumbersByKey {
  const byKey = new Map<string, number[]>();
  const push = (key: string, uids: readonly number[]): number[] => {
    const held = byKey.get(key) ?? [];
    for (const uid of uids) held.push(uid);
    byKey.set(key, held);
    return held;
  };
  for (const [uid, key] of known) push(key, [uid]);
  for (const held of byKey.values()) ascending(held);
  return {
    of: (key) => byKey.get(key) ?? none,
    add(key, uids) {
      const last = byKey.get(key)?.at(-1) ?? 0;
      const held = push(key, uids);
      if (uids.some((uid) => uid < last)) ascending(held);
    },
    remove(key, uids) {
      const out = new Set(uids);
      const left = (byKey.get(key) ?? []).filter((uid) => !out.has(uid));
      if (left.length > 0) byKey.set(key, left);
      else byKey.delete(key);
    },
    keys: () => byKey.keys(),
  };
}
