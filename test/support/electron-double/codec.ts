/**
 * What may cross between processes, as text: the values of the structured clone algorithm, which is what Electron uses
 * for IPC. The two functions run in Node and, as source text, inside pages: they must not refer to anything but globals.
 */

/** @throws what `structuredClone` throws: functions, promises, DOM nodes and symbols cannot be cloned */
export function encodeClone(value: unknown): string {
  const seen = new Map<unknown, number>();
  const bytesOf = (buffer: ArrayBufferLike) => Array.from(new Uint8Array(buffer));
  const encode = (item: unknown): unknown => {
    if (item === undefined) return ['undefined'];
    if (typeof item === 'number')
      return Number.isFinite(item) && !Object.is(item, -0) ? item : ['number', Object.is(item, -0) ? '-0' : String(item)];
    if (typeof item === 'bigint') return ['bigint', String(item)];
    if (item === null || typeof item !== 'object') return item;
    const known = seen.get(item);
    if (known !== undefined) return ['seen', known];
    seen.set(item, seen.size);
    if (item instanceof Date) return ['date', item.getTime()];
    if (item instanceof RegExp) return ['pattern', item.source, item.flags];
    if (item instanceof Error) return ['error', item.name, item.message];
    if (item instanceof ArrayBuffer) return ['buffer', bytesOf(item)];
    if (ArrayBuffer.isView(item))
      return [
        'bytes',
        item.constructor.name === 'Buffer' ? 'Uint8Array' : item.constructor.name,
        bytesOf(item.buffer.slice(item.byteOffset, item.byteOffset + item.byteLength)),
      ];
    if (item instanceof Map) return ['map', [...item].map(([key, entry]) => [encode(key), encode(entry)])];
    if (item instanceof Set) return ['set', [...item].map(encode)];
    if (Array.isArray(item)) return ['array', item.map(encode)];
    return ['object', Object.entries(item).map(([key, entry]) => [key, encode(entry)])];
  };
  // structuredClone decides what can be cloned and drops what is not (prototypes, accessors).
  return JSON.stringify(encode(structuredClone(value)));
}

export function decodeClone(text: string): unknown {
  const seen: unknown[] = [];
  const remember = <Value>(value: Value): Value => {
    seen.push(value);
    return value;
  };
  const decode = (item: unknown): unknown => {
    if (!Array.isArray(item)) return item;
    const [kind, first, second] = item as [string, never, never]; // made by encodeClone, the tag decides
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(first);
      case 'bigint':
        return BigInt(first);
      case 'seen':
        return seen[first];
      case 'date':
        return remember(new Date(first));
      case 'pattern':
        return remember(new RegExp(first, second));
      case 'error': {
        const error = remember(new Error(second));
        error.name = first;
        return error;
      }
      case 'buffer':
        return remember(Uint8Array.from(first as number[]).buffer);
      case 'bytes': {
        const { buffer } = Uint8Array.from(second as number[]);
        const kinds: Record<string, new (buffer: ArrayBuffer) => unknown> = {
          Uint8Array,
          Int8Array,
          Uint8ClampedArray,
          Uint16Array,
          Int16Array,
          Uint32Array,
          Int32Array,
          Float32Array,
          Float64Array,
          BigInt64Array,
          BigUint64Array,
          DataView,
        };
        return remember(new (kinds[first] ?? Uint8Array)(buffer));
      }
      case 'map': {
        const map = remember(new Map());
        for (const [key, entry] of first as [unknown, unknown][]) map.set(decode(key), decode(entry));
        return map;
      }
      case 'set': {
        const set = remember(new Set());
        for (const entry of first as unknown[]) set.add(decode(entry));
        return set;
      }
      case 'array': {
        const list: unknown[] = remember([]);
        for (const entry of first as unknown[]) list.push(decode(entry));
        return list;
      }
      default: {
        const object: Record<string, unknown> = remember({});
        for (const [key, entry] of first as [string, unknown][])
          Object.defineProperty(object, key, { value: decode(entry), writable: true, enumerable: true, configurable: true });
        return object;
      }
    }
  };
  return decode(JSON.parse(text));
}
