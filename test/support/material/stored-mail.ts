/** Generated mail as synchronisation hands it to storage. */
import { type GeneratedMessage, headerBlockOf } from './mailbox-generator.ts';

/** Under UIDs from `base` + 1 on. */
export const headersOf = (messages: readonly GeneratedMessage[], base = 0) =>
  messages.map(({ raw, number, date, flags }) => ({
    uid: base + number,
    flags,
    internalDate: date,
    size: raw.length,
    header: headerBlockOf(raw),
  }));

/** Copies, because the worker takes the memory of what it is given. */
export const bodiesOf = (messages: readonly GeneratedMessage[], base = 0) =>
  messages.map(({ raw, number }) => ({ uid: base + number, raw: Buffer.from(raw) }));
