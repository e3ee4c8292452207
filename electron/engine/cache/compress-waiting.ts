/**
 * The last of the idle work: bodies that were stored as they came are compressed, a page at a time, by another thread where there
 * is one. Each row changes by itself, at once or not at all, so that this may be cut short anywhere.
 */
import { blobBytes, compress, encodings } from './blobs.ts';
import type { IdleWork } from './index-text.ts';
import { loseBody } from './waiting-bodies.ts';
import type { WriterContext } from './writer-context.ts';

/** A body's row. It may be gone, and its number given to another, before it is compressed: so the hash goes with it. */
interface BodyRow {
  readonly id: number;
  readonly hash: Uint8Array;
}

interface BodyBytes extends BodyRow {
  readonly bytes: Uint8Array;
}

/** `null`: the thread died over it, or there is none any more. */
export type CompressedAnswer = readonly Uint8Array[] | null;

/** Whoever compresses; answers in the order of the bodies, later. The bytes are given away: they may be transferred. */
export type AskCompressed = (bodies: readonly Uint8Array[], answered: (answer: CompressedAnswer) => void) => void;

/** The page that another thread has, or has done: kept here, so that work which is begun anew finds it. */
export interface CompressedPage {
  readonly ask: AskCompressed;
  underWay: readonly BodyRow[] | null;
  /** `bytes`: compressed; null: read it again and do it here. */
  done: readonly (BodyRow & { readonly bytes: Uint8Array | null })[] | null;
}

export const createCompressedPage = (ask: AskCompressed): CompressedPage => ({ ask, underWay: null, done: null });

const pageBodies = 64;
const pageOctets = 1 << 20;

/** Compresses the next page; answers false when nothing is left. */
export function* compressPage(context: WriterContext): IdleWork<boolean> {
  const { cache, compressed } = context;
  if (!compressed) {
    const page = nextPage(context);
    for (const body of page) {
      replaceBytes(context, body, compress(body.bytes));
      yield;
    }
    yield 'rest';
    return page.length > 0;
  }
  if (!compressed.done && !compressed.underWay) {
    const page = nextPage(context);
    if (page.length === 0) return false;
    send(compressed, page);
  }
  while (!compressed.done) yield 'wait';
  for (const body of compressed.done) {
    const bytes = body.bytes ?? compressHere(context, body);
    if (bytes) replaceBytes(context, body, bytes);
    yield;
  }
  compressed.done = null;
  yield 'rest';
  return cache.sql`SELECT 1 FROM blobs WHERE encoding = 0 LIMIT 1`.get() !== undefined;
}

function send(compressed: CompressedPage, page: readonly BodyBytes[]): void {
  const rows = page.map(({ id, hash }) => ({ id, hash }));
  compressed.underWay = rows;
  compressed.ask(
    page.map(({ bytes }) => bytes),
    (answer) => {
      compressed.underWay = null;
      compressed.done = rows.map((row, at) => ({ ...row, bytes: answer?.[at] ?? null }));
    },
  );
}

function compressHere({ cache }: WriterContext, { id, hash }: BodyRow): Uint8Array | null {
  const waits = cache.sql`SELECT 1 FROM blobs WHERE id = ${id} AND hash = ${hash} AND encoding = ${encodings.asItCame}`.get();
  const body = waits ? blobBytes(cache, id) : undefined;
  return body ? compress(body.bytes) : null;
}

function nextPage(context: WriterContext): BodyBytes[] {
  const { cache } = context;
  for (;;) {
    // Spelled as the schema has it: SQLite takes a partial index only for the condition it was made with.
    const rows = cache.sql`SELECT id, hash FROM blobs WHERE encoding = 0 ORDER BY id LIMIT ${pageBodies}`.all<BodyRow>();
    const page: BodyBytes[] = [];
    let octets = 0;
    for (const { id, hash } of rows) {
      const body = blobBytes(cache, id);
      if (!body) {
        loseBody(context, id);
        continue;
      }
      octets += body.bytes.length;
      if (page.length > 0 && octets > pageOctets) break;
      page.push({ id, hash, bytes: body.bytes });
    }
    if (page.length > 0 || rows.length === 0) return page;
  }
}

function replaceBytes({ cache }: WriterContext, { id, hash }: BodyRow, bytes: Uint8Array): void {
  cache.sql`UPDATE blobs SET bytes = ${bytes}, encoding = ${encodings.zstd}, file = NULL, place = NULL
    WHERE id = ${id} AND hash = ${hash} AND encoding = ${encodings.asItCame}`.run();
}
