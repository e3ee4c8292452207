/** What the header block of a message says of it, and its date. */
import type { WriterContext } from '../queue/writer-context.ts';
import { type HeaderFacts, unreadableHeader } from './mail-reading.ts';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function readFacts({ mail }: WriterContext, header: Uint8Array): HeaderFacts {
  try {
    return mail.summarise(asBuffer(header));
  } catch {
    return unreadableHeader; // a message that cannot be read is still a message: it is listed, with a warning
  }
}

/** The Date field may claim anything; a day ahead may be a wrong clock, more is a trick to stay at the top of the list. */
const dayMs = 86_400_000;
/** What a list can show and an id can follow. */
const latestDate = Date.UTC(2200, 0, 1);

export function messageDate(internalDate: number | null, facts: HeaderFacts, now: number): number {
  if (internalDate !== null && internalDate > 0 && internalDate < latestDate) return Math.floor(internalDate);
  for (const date of [facts.received, facts.date]) if (date !== null && date > 0 && date <= now + dayMs) return Math.floor(date);
  return now;
}
