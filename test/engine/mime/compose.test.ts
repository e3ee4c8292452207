import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { type ComposeInput, composeMessage } from '../../../electron/engine/mime/compose/compose.ts';
import { createMessageId } from '../../../electron/engine/mime/header/message-id.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { partBytes } from '../../support/material/part-bytes.ts';

const base: ComposeInput = {
  from: { name: 'Ana Pérez', address: 'ana@example.test' },
  to: [{ name: 'Bruno', address: 'bruno@example.test' }],
  cc: [],
  bcc: [],
  subject: 'Hola',
  text: 'Buenos días',
  messageId: '<fixed@example.test>',
  date: Date.UTC(2026, 0, 2, 3, 4, 5),
  inReplyTo: null,
  references: [],
  attachments: [],
};

async function compose(
  changes: Partial<ComposeInput>,
): Promise<{ raw: Buffer; headers: string[]; envelope: { from: string; to: string[] } }> {
  const composed = await composeMessage({ ...base, ...changes });
  if (!composed.ok) throw new Error(JSON.stringify(composed.failure));
  const { raw, envelope } = composed.value;
  const text = raw.toString('latin1');
  return {
    raw,
    envelope,
    headers: text
      .slice(0, text.indexOf('\r\n\r\n'))
      .replace(/\r\n[ \t]/g, ' ')
      .split('\r\n'),
  };
}

const names = (headers: readonly string[]): string[] => headers.map((header) => header.slice(0, header.indexOf(':')));

describe('a message that was written', () => {
  it('arrives as it was written: addresses, subject, text and attachments', async () => {
    const { raw, envelope } = await compose({
      cc: [{ name: 'Q, "R" <x>', address: 'q@example.test' }],
      bcc: [{ name: 'Secret', address: 'secret@example.test' }],
      subject: 'Olá — “mundo” 👋',
      text: 'línea uno\nFrom here\n.\n..dots\n日本語\n',
      inReplyTo: '<a@b.test>',
      references: ['<z@b.test>', '<a@b.test>'],
      attachments: [
        { name: 'informe ñ "1".pdf', type: 'application/pdf', content: Buffer.from([0, 1, 2, 255, 13, 10, 13, 46]) },
        { name: 'notes.txt', type: 'text/plain', content: Buffer.from('a\n.\nb\r') },
      ],
    });
    const parsed = parseMessage(raw);
    expect(parsed).toMatchObject({
      from: [base.from],
      to: base.to,
      cc: [{ name: 'Q, "R" <x>', address: 'q@example.test' }],
      bcc: [],
      subject: 'Olá — “mundo” 👋',
      messageId: '<fixed@example.test>',
      inReplyTo: '<a@b.test>',
      references: ['<z@b.test>', '<a@b.test>'],
      dateField: base.date,
      warnings: [],
    });
    expect(parsed.text?.trimEnd()).toBe('línea uno\nFrom here\n.\n..dots\n日本語');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(['informe ñ "1".pdf', 'notes.txt']);
    expect(partBytes(raw, '2')).toEqual(Buffer.from([0, 1, 2, 255, 13, 10, 13, 46]));
    expect(partBytes(raw, '3')?.toString()).toBe('a\n.\nb\r');
    expect(envelope).toEqual({ from: 'ana@example.test', to: ['bruno@example.test', 'q@example.test', 'secret@example.test'] });
    expect(raw.toString('latin1')).not.toContain('secret');
  });

  it('says the same to another reader', async () => {
    const require = createRequire(import.meta.url);
    const { simpleParser } = require('mailparser') as {
      simpleParser(raw: Buffer): Promise<{ subject: string; text: string; from: { text: string } }>;
    }; // it brings no types
    const { raw } = await compose({ subject: 'Olá — “mundo”', text: `${'palavra '.repeat(300)}\nfim` });
    const read = await simpleParser(raw);
    expect(read.subject).toBe('Olá — “mundo”');
    expect(read.text.trim()).toBe(`${'palavra '.repeat(300)}\nfim`);
    expect(read.from.text).toContain('ana@example.test');
  });

  it('has only CRLF line ends, no line over 998 bytes, and no program name', async () => {
    const { raw, headers } = await compose({ text: `a\r\nb\rc\n${'x'.repeat(5_000)}\n\u0000`, subject: 'ñ'.repeat(500) });
    const text = raw.toString('latin1');
    expect(text).not.toMatch(/\r(?!\n)|(?<!\r)\n|\u0000/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(names(headers)).toEqual(
      ['From', 'To', 'Subject', 'Message-ID', 'Date', 'Content-Type', 'Content-Transfer-Encoding', 'MIME-Version'].sort(
        (a, b) => names(headers).indexOf(a) - names(headers).indexOf(b),
      ),
    );
    expect(headers).toContain('Date: Fri, 02 Jan 2026 03:04:05 +0000');
  });

  it('reaches each recipient once however often it is named', async () => {
    const { envelope } = await compose({ cc: [{ name: '', address: 'BRUNO@example.test' }], bcc: base.to });
    expect(envelope.to).toEqual(['bruno@example.test']);
  });

  it('reaches internationalised addresses', async () => {
    const { envelope } = await compose({
      to: [
        { name: '', address: 'ñandú@xn--espaa-rta.es' },
        { name: '', address: '"xclow3n@gmail.com x"@internal.domain' },
      ],
    });
    expect(envelope.to).toEqual(['ñandú@xn--espaa-rta.es', '"xclow3n@gmail.com x"@internal.domain']);
  });
});

describe('nothing a sender wrote can add a field, a recipient or a file', () => {
  const hostile = 'x\r\nBcc: evil@evil.test\r\n\r\nbody';
  it.each<[string, Partial<ComposeInput>]>([
    ['subject', { subject: hostile }],
    ['a name', { to: [{ name: hostile, address: 'bruno@example.test' }] }],
    ['the sender’s name', { from: { name: hostile, address: 'ana@example.test' } }],
    ['In-Reply-To', { inReplyTo: `<a@b.test>\r\nBcc: <evil@evil.test>` }],
    ['References', { references: [`<a@b.test\r\nBcc: <evil@evil.test>`, hostile] }],
    ['the name of an attachment', { attachments: [{ name: hostile, type: 'text/plain', content: Buffer.from('x') }] }],
    ['the type of an attachment', { attachments: [{ name: 'x', type: `text/plain\r\nBcc: evil@evil.test`, content: Buffer.from('x') }] }],
  ])('through %s', async (_title, changes) => {
    const { raw, headers, envelope } = await compose(changes);
    expect(names(headers)).not.toContain('Bcc');
    expect(raw.toString('latin1')).not.toMatch(/^Bcc:/im);
    expect(envelope).toEqual({ from: 'ana@example.test', to: ['bruno@example.test'] });
  });

  it.each([
    ['b@y.test\r\nBcc: z@z.test', 'control-character'],
    ['b@y.test>\r\nRCPT TO:<z@z.test', 'control-character'],
    ['b\u0000@y.test', 'control-character'],
    ['b@y.test\u2028', 'control-character'],
    ['b@y.test, z@z.test', 'local-part'],
    ['b@y.test,z@z.test', 'local-part'],
    ['z@z.test:b@y.test', 'local-part'],
    ['b@y.test>', 'domain'],
    ['b@y.test z@z.test', 'local-part'],
    ['b@y.test;', 'domain'],
    ['b@y.test(x)', 'domain'],
    ['"b@y.test', 'no-at-sign'],
    ['', 'no-at-sign'],
  ])('through the address %j, which is refused', async (address, reason) => {
    const composed = await composeMessage({ ...base, to: [{ name: '', address }] });
    expect(composed).toMatchObject({ ok: false, failure: { code: 'address-invalid', detail: { reason } } });
    expect(await composeMessage({ ...base, from: { name: '', address } })).toMatchObject({ ok: false });
  });

  it.each([
    ['another recipient', { from: 'ana@example.test', to: ['z@z.test'] }],
    ['one recipient more', { from: 'ana@example.test', to: ['bruno@example.test', 'z@z.test'] }],
    ['no recipient', { from: 'ana@example.test', to: [] }],
    ['another sender', { from: 'z@z.test', to: ['bruno@example.test'] }],
  ])('through a composer that makes an envelope with %s', async (_title, envelope) => {
    const composed = await composeMessage(base, async () => ({ raw: Buffer.from('x'), envelope }));
    expect(composed).toMatchObject({ ok: false, failure: { code: 'address-invalid', detail: { reason: 'envelope-changed' } } });
  });

  it('through an enclosed message with lone line ends, which goes as a file', async () => {
    const content = Buffer.from('Subject: x\r\n\r\na\n.\nb\r.\rc');
    const { raw } = await compose({ attachments: [{ name: 'm.eml', type: 'message/rfc822', content }] });
    expect(raw.toString('latin1')).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    expect(partBytes(raw, '2')).toEqual(content);
    const clean = await compose({
      attachments: [{ name: 'm.eml', type: 'message/rfc822', content: Buffer.from('Subject: x\r\n\r\na\r\n') }],
    });
    expect(parseMessage(clean.raw).structure.children[1]).toMatchObject({ type: 'message/rfc822', fileName: 'm.eml' });
  });

  it('without anyone to send it to, or with a Message-ID that is none', async () => {
    expect(await composeMessage({ ...base, to: [] })).toMatchObject({
      ok: false,
      failure: { code: 'input-invalid', detail: { path: 'to' } },
    });
    expect(await composeMessage({ ...base, messageId: 'x\r\nBcc: y' })).toMatchObject({
      ok: false,
      failure: { detail: { path: 'messageId' } },
    });
  });
});

it('a Message-ID is new each time and names the sender’s domain, never this machine', () => {
  const ids = [createMessageId('ana@Example.TEST'), createMessageId('ana@Example.TEST')];
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^<[A-Za-z0-9_-]{22}@example\.test>$/);
  expect(createMessageId('nonsense')).toMatch(/@localhost\.invalid>$/);
});
