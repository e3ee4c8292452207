/**
 * Bytes on their way to a worker. A view of a larger buffer would be cloned with all of that buffer, and transferring it
 * would take the buffer from its other users (Node's pool): so small pieces are copied into one buffer that is
 * transferred, and a piece that owns its memory is transferred as it is.
 */

/** Copying this much costs less than a buffer of its own in the list of transfers. */
const smallPiece = 65_536;

interface Packed<Value> {
  readonly value: Value;
  readonly transfer: ArrayBuffer[];
}

/** Replaces every piece of bytes inside a job's input, which is otherwise plain data, Maps included. */
export function packBytes<Value>(input: Value): Packed<Value> {
  const small: Uint8Array[] = [];
  collect(input, (bytes) => {
    if (!ownsMemory(bytes) || bytes.byteLength < smallPiece) small.push(bytes);
  });
  const total = small.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const shared = new ArrayBuffer(total);
  const transfer: ArrayBuffer[] = total > 0 ? [shared] : [];
  let offset = 0;
  const value = replace(input, (bytes) => {
    if (ownsMemory(bytes) && bytes.byteLength >= smallPiece) {
      transfer.push(bytes.buffer as ArrayBuffer); // `ownsMemory` refuses shared memory
      return new Uint8Array(bytes.buffer);
    }
    const copy = new Uint8Array(shared, offset, bytes.byteLength);
    copy.set(bytes);
    offset += bytes.byteLength;
    return copy;
  });
  return { value: value as Value, transfer: [...new Set(transfer)] }; // `replace` keeps the shape
}

const ownsMemory = (bytes: Uint8Array): boolean =>
  bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Map);

function collect(value: unknown, found: (bytes: Uint8Array) => void): void {
  if (value instanceof Uint8Array) found(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isPlain(value)) for (const item of Object.values(value)) collect(item, found);
}

function replace(value: unknown, by: (bytes: Uint8Array) => Uint8Array): unknown {
  if (value instanceof Uint8Array) return by(value);
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? value : value.map((item) => replace(item, by));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, by)]));
}

/**
 * Frees the memory of pieces at once instead of at the next garbage collection: a first synchronisation passes hundreds of megabytes
 * between threads, and each collection costs more than the copying. Other views of the same memory become empty too.
 */
export function freeBytes(pieces: readonly Uint8Array[]): void {
  // Node cuts small buffers from shared ones, which are not ours to free.
  for (const memory of new Set(pieces.map(({ buffer }) => buffer)))
    if (memory instanceof ArrayBuffer && memory.byteLength > Buffer.poolSize) memory.transfer(0);
}
