import { type EnvelopeAddress, parseAddresses } from '../../mime/addresses.ts';
import type { Entity } from '../../mime/entity.ts';
import { fieldValue } from '../../mime/header.ts';
import { nstring, parenthesized } from './text.ts';

/** ENVELOPE (RFC 3501 §7.4.2). Sender and Reply-To stand for From where they are missing. */
export function envelopeOf(message: Entity): string {
  const text = (name: string) => nstring(fieldValue(message.fields, name));
  const addresses = (name: string) => parseAddresses(fieldValue(message.fields, name) ?? '');
  const from = addresses('from');
  const orFrom = (list: EnvelopeAddress[]) => (list.length > 0 ? list : from);
  return parenthesized([
    text('date'),
    text('subject'),
    addressList(from),
    addressList(orFrom(addresses('sender'))),
    addressList(orFrom(addresses('reply-to'))),
    addressList(addresses('to')),
    addressList(addresses('cc')),
    addressList(addresses('bcc')),
    text('in-reply-to'),
    text('message-id'),
  ]);
}

function addressList(addresses: readonly EnvelopeAddress[]): string {
  if (addresses.length === 0) return 'NIL';
  const written = addresses.map(({ name, route, mailbox, host }) =>
    parenthesized([nstring(name), nstring(route), nstring(mailbox), nstring(host)]),
  );
  return `(${written.join('')})`;
}
