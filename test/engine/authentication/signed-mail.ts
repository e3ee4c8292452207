/** Messages with DKIM signatures and ARC seals made on the spot, and the DNS records that go with them. */
import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Authentication, AuthenticationCheck } from '../../../electron/contract/delivery/authentication.ts';
import { checkMessage } from '../../../electron/engine/authentication/check-message.ts';
import type { AccountServers } from '../../../electron/engine/mime/authentication/own-servers.ts';
import { readAuthentication } from '../../../electron/engine/mime/authentication/read-authentication.ts';
import { readHeaderBlock } from '../../../electron/engine/mime/header/header-block.ts';

interface Signed {
  readonly signatures: string;
  readonly errors: readonly { readonly err?: Error }[];
}

// The signing half of mailauth, which the program itself has no use for.
const load = createRequire(import.meta.url);
const { dkimSign }: { dkimSign: (message: string, options: object) => Promise<Signed> } = load('mailauth/lib/dkim/sign.js');
const { sealMessage }: { sealMessage: (message: Buffer, seal: object) => Promise<Buffer> } = load('mailauth/lib/arc/index.js');

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
/** The record that publishes the key with which `sign` signs. */
export const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
export const otherKeyRecord = `v=DKIM1; k=rsa; p=${generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64')}`;

export const letter = (from: string, more: readonly string[] = []): string =>
  [
    `From: ${from}`,
    'To: ana@practice.test',
    'Subject: Minutes of the meeting',
    'Date: Mon, 30 Nov 2026 17:00:00 +0000',
    'Message-ID: <minutes@shop.test>',
    ...more,
    '',
    'The minutes are attached.',
    '',
  ].join('\r\n');

/** @param bodyLength covers so many octets of the body only */
export async function sign(message: string, domain: string, selector = 's1', bodyLength?: number): Promise<string> {
  const signatureData = [
    { signingDomain: domain, selector, privateKey: pem, ...(bodyLength === undefined ? {} : { maxBodyLength: bodyLength }) },
  ];
  const signed = await dkimSign(message, {
    canonicalization: 'relaxed/relaxed',
    signTime: new Date('2026-11-30T17:00:00Z'),
    signatureData,
  });
  const [error] = signed.errors;
  if (error?.err) throw error.err;
  return `${signed.signatures}${message}`;
}

export async function seal(message: string, domain: string, results: string): Promise<string> {
  const header = await sealMessage(Buffer.from(message), {
    ...{ signingDomain: domain, selector: 's1', privateKey: pem, cv: 'none', authResults: results },
  });
  return `${header.toString()}${message}`;
}

export type Zone = Readonly<Record<string, string>>;

/** Records by `TYPE name`; TXT as text, several in lines, others with commas between them. `SERVFAIL` and the like as the value fail. */
export const resolverOf =
  (zone: Zone, asked: string[] = []) =>
  async (name: string, type: string): Promise<unknown[]> => {
    asked.push(`${type} ${name}`);
    const value = zone[`${type} ${name.toLowerCase()}`];
    if (value === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    if (/^E[A-Z]+$/.test(value)) throw Object.assign(new Error(value), { code: value });
    return type === 'TXT' ? value.split('\n').map((text) => [text]) : value.split(',');
  };

export const practiceAccount: AccountServers = {
  chosen: [],
  incoming: 'imap.practice.test',
  domain: 'practice.test',
  isDelivered: true,
  below: null,
};

export const readHeader = (message: string | Buffer, account: AccountServers | null = practiceAccount): Authentication =>
  readAuthentication(readHeaderBlock(Buffer.from(message)), account);

export const check = (
  message: string | Buffer,
  zone: Zone,
  account: AccountServers | null = practiceAccount,
  now = Date.UTC(2026, 11, 1),
): Promise<AuthenticationCheck> => checkMessage(Buffer.from(message), readHeader(message, account), resolverOf(zone), now);

/** What the server of `practiceAccount` writes on top when it takes a message. */
export const taken = (
  message: string,
  { address = '192.0.2.25', helo = 'mail.shop.test', results = '', envelope = 'bounce@shop.test' } = {},
): string =>
  [
    `Return-Path: <${envelope}>`,
    ...(results === '' ? [] : [`Authentication-Results: mx.practice.test; ${results}`]),
    `Received: from ${helo} (unknown [${address}]) by mx.practice.test (Postfix) with ESMTP id 4AbC; Mon, 30 Nov 2026 17:00:02 +0000`,
    message,
  ].join('\r\n');
