/** The way of a message, as its trace fields tell it. */

import { call } from '../call.ts';
import { z } from '../schema.ts';

/** What a hop was, as far as its trace field shows it. */
const hopKinds = ['submission', 'internal', 'relay', 'forwarding', 'delivery', 'fetched'] as const;

/** What is worth knowing of a hop, as keys of `words`. */
const hopNotes = [
  'names-differ',
  'no-reverse-name',
  'forged',
  'private-address',
  'not-encrypted',
  'no-date',
  'clock-behind',
  'clock-ahead',
  'unreadable',
] as const;

const hostSchema = z.object({
  /** As it called itself (HELO or EHLO), or was called. */
  name: z.string().nullable(),
  /** The name that its address leads back to, where the server that wrote the field says so. */
  reverse: z.string().nullable(),
  address: z.string().nullable(),
});

const hopSchema = z.object({
  /** Which of the header's fields it is, counted from 0. */
  field: z.number().int(),
  from: hostSchema.nullable(),
  by: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
  kind: z.enum(hopKinds),
  /** As written: `ESMTPSA` (RFC 3848), `LMTP`, `HTTP`, `Microsoft SMTP Server`; null where nothing is. */
  protocol: z.string().nullable(),
  /** The connection was encrypted; null: the field does not say. */
  encrypted: z.boolean().nullable(),
  tls: z.object({ version: z.string().nullable(), cipher: z.string().nullable() }).nullable(),
  /** The sender had signed in. */
  authenticated: z.boolean(),
  /** Queue id. */
  id: z.string().nullable(),
  /** The recipient, where the field names one. */
  recipient: z.string().nullable(),
  /** The program that wrote the field, where it says so: `Postfix`, `Exim 4.96`. */
  program: z.string().nullable(),
  /** Milliseconds since 1970. */
  date: z.number().nullable(),
  /** Milliseconds since the hop before; never below zero. Null where one of the two clocks is wrong or says nothing. */
  delay: z.number().nullable(),
  /** By how many milliseconds its clock differs at least from what the others agree on; 0: not. */
  skew: z.number(),
  /** Written by the reader's own provider; below these fields anyone could have written anything. */
  trusted: z.boolean(),
  notes: z.array(z.enum(hopNotes)),
});

/** Fields that say for whom the message was and where it returns, as keys of `words`. */
export const envelopeFields = ['return-path', 'delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to', 'resent-to'] as const;

const pathSchema = z.object({
  /** In the order of the way: the oldest first. */
  hops: z.array(hopSchema),
  /** Trace fields that were not read, because there are too many. */
  left: z.number().int(),
  /** Milliseconds from the first clock that is right to the last one. */
  total: z.number().nullable(),
  envelope: z.array(z.object({ name: z.enum(envelopeFields), value: z.string(), field: z.number().int() })),
  /** A host that hands all its mail to another of its own network, and that one. */
  smartHost: z.object({ client: z.string(), host: z.string() }).nullable(),
});

export type Hop = z.infer<typeof hopSchema>;
export type MessagePath = z.infer<typeof pathSchema>;
export type HopNote = (typeof hopNotes)[number];
export type HopKind = (typeof hopKinds)[number];
export type EnvelopeField = (typeof envelopeFields)[number];

export const pathCalls = {
  /** The way of a message by its trace fields (RFC 5321 §4.4). Asks nobody. */
  'messages.path': call({ input: z.object({ id: z.number().int() }), output: pathSchema }),
};
