/**
 * The last of the idle work: bodies that were stored as they came are compressed, a page at a time, by another thread where there
 * is one. Each row changes by itself, at once or not at all, so that this may be cut short anywhere.
 */

import type { WriterContext } from '../queue/writer-context.ts';
import type { IdleWork } from '../search/index-text.ts';
import { blobBytes, compress, encodings } from './blobs.ts';
import type { BodyRow, CompressedPage } from './compressed-page.ts';
import { loseBody } from './waiting-bodies.ts';

interface BodyBytes extends BodyRow {
  readonly bytes: Uint8Array;
}

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
    // Spelled exactly as in the schema: SQLite uses a partial index only for its own condition.
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
