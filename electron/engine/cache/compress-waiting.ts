/**
 * The last of the idle work: bodies that were stored as they came are compressed, a page at a time, by another thread where there
 * is one. Each row changes by itself, at once or not at all, so that this may be cut short anywhere.
 */
import { compress, encodings } from './blobs.ts';
import type { IdleWork } from './index-text.ts';
import type { WriterContext } from './writer-context.ts';

/** A body as it came. Its row may be gone, and the number given to another, before it is compressed: so the hash goes with it. */
interface WaitingBody {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

/** `null`: the thread died over it, or there is none any more. */
export type CompressedAnswer = readonly Uint8Array[] | null;

/** Whoever compresses; answers in the order of the bodies, later. */
export type AskCompressed = (bodies: readonly Uint8Array[], answered: (answer: CompressedAnswer) => void) => void;

/** The page that another thread has, or has done: kept here, so that work which is begun anew finds it. */
export interface CompressedPage {
  readonly ask: AskCompressed;
  underWay: readonly WaitingBody[] | null;
  done: readonly WaitingBody[] | null;
}

export const createCompressedPage = (ask: AskCompressed): CompressedPage => ({ ask, underWay: null, done: null });

const pageBodies = 64;
const pageOctets = 1 << 20;

/** Compresses the next page; answers false when nothing is left. */
export function* compressPage(context: WriterContext): IdleWork<boolean> {
  const { cache, compressed } = context;
  if (!compressed) return yield* replaceBytes(context, nextPage(context), ({ bytes }) => compress(bytes));
  if (!compressed.done && !compressed.underWay) {
    const page = nextPage(context);
    if (page.length === 0) return false;
    send(compressed, page);
  }
  while (!compressed.done) yield 'wait';
  const page = compressed.done;
  yield* replaceBytes(context, page, ({ bytes }) => bytes);
  compressed.done = null;
  return cache.sql`SELECT 1 FROM blobs WHERE encoding = 0 LIMIT 1`.get() !== undefined;
}

function send(compressed: CompressedPage, page: readonly WaitingBody[]): void {
  compressed.underWay = page;
  compressed.ask(
    page.map(({ bytes }) => bytes),
    (answer) => {
      compressed.underWay = null;
      compressed.done = page.map(({ id, hash, bytes }, at) => ({ id, hash, bytes: answer?.[at] ?? compress(bytes) }));
    },
  );
}

function nextPage({ cache }: WriterContext): WaitingBody[] {
  const page: WaitingBody[] = [];
  let octets = 0;
  // Spelled as the schema has it: SQLite takes a partial index only for the condition it was made with.
  for (const { id } of cache.sql`SELECT id FROM blobs WHERE encoding = 0 ORDER BY id LIMIT ${pageBodies}`.all<{ id: number }>()) {
    const body = cache.sql`SELECT id, hash, bytes FROM blobs WHERE id = ${id}`.get<WaitingBody>();
    if (!body) continue;
    octets += body.bytes.length;
    if (page.length > 0 && octets > pageOctets) break;
    page.push(body);
  }
  return page;
}

function* replaceBytes(
  { cache }: WriterContext,
  page: readonly WaitingBody[],
  bytesOf: (body: WaitingBody) => Uint8Array,
): IdleWork<boolean> {
  for (const body of page) {
    cache.sql`UPDATE blobs SET bytes = ${bytesOf(body)}, encoding = ${encodings.zstd}
      WHERE id = ${body.id} AND hash = ${body.hash} AND encoding = ${encodings.asItCame}`.run();
    yield;
  }
  return page.length > 0;
}
