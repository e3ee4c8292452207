/**
 * Every lie of the practice server, told to a whole engine (cache, synchronisation, list): at first sight, and again when there is
 * something to lose. While it lies nothing wrong is shown; once it tells the truth again everything is as the server has it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { FailureCode } from '../../../electron/contract/failures/failure-codes.ts';
import { createCertificate, type ServerCertificate } from '../../../electron/practice/certificate.ts';
import type { Protocol } from '../../../electron/practice/faults.ts';
import { imapExcesses } from '../../../electron/practice/lies/imap-excesses.ts';
import { imapLies } from '../../../electron/practice/lies/imap-lies.ts';
import type { Lie } from '../../../electron/practice/lies/lie.ts';
import { pop3Lies } from '../../../electron/practice/lies/pop3-lies.ts';
import { tlsLies } from '../../../electron/practice/lies/tls-lies.ts';
import { describeFailureLine } from '../../../electron/words/failure-line.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { addLyingAccount, type LyingAccount } from './lying-account.ts';

let engine: EngineFixture;
let account: LyingAccount;
let certificate: ServerCertificate;
beforeAll(async () => {
  certificate = await createCertificate({ now: Date.now() });
  engine = await startEngineFixture({ automatic: false, accounts: [], trustedCertificates: [certificate.certificate] });
});
afterAll(() => engine?.done());
afterEach(async () => {
  await account?.remove();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

/** What the program calls a lie that it speaks of; a lie that is not here is seen through without a word. */
const named: Partial<Record<keyof typeof imapLies | keyof typeof imapExcesses | keyof typeof pop3Lies, FailureCode>> = {
  'one number twice': 'protocol-violation',
  'UIDL that is refused after it was offered': 'command-refused',
  'LIST of more than is there': 'command-refused',
  'LIST of sizes that cannot be': 'message-too-large-to-keep',
  'LIST of sizes that are not so': 'command-refused',
  'LIST of nonsense': 'command-refused',
  'LIST that never ends': 'connection-lost',
  'a message that never ends': 'connection-lost',
  'a message that ends twice': 'protocol-violation',
  'a message that is longer than announced': 'message-longer-than-announced',
  'a message that is refused': 'message-held-back',
  'a line without end': 'limit-exceeded',
  'an answer without end': 'limit-exceeded',
  'EXISTS of four hundred nines': 'protocol-violation',
  'EXISTS below zero': 'protocol-violation',
  'UIDVALIDITY that is a word': 'protocol-violation',
  'FETCH of another message than was asked for': 'messages-undelivered',
  'FETCH of a message that nobody asked for': 'protocol-violation',
  'a FETCH of nothing': 'protocol-violation',
  'a greeting without end': 'limit-exceeded',
  'a FETCH line without end': 'limit-exceeded',
  'a literal of 900 MB': 'limit-exceeded',
  'a literal of more than fits a number': 'limit-exceeded',
  'a literal below zero': 'protocol-violation',
  'a literal that is shorter than it says': 'connection-lost',
  'literals that are longer than they say': 'protocol-violation',
  'deep parentheses in FETCH': 'protocol-violation',
  'deep parentheses in LIST': 'limit-exceeded',
  'parentheses that never close': 'limit-exceeded',
  'brackets that never close': 'limit-exceeded',
  // No word of it comes again: what the server counts and never delivers is said of the folder.
  'UIDs twice': 'messages-undelivered',
  'UIDs in disorder': 'messages-undelivered',
  'UID zero': 'messages-undelivered',
  'UIDs below zero and above 32 bits': 'messages-undelivered',
  'UIDs that are not there': 'messages-undelivered',
  'UIDs that are names': 'messages-undelivered',
  'a UID that is NIL': 'messages-undelivered',
  'folders that are NIL': 'folder-missing',
  'folder names of every kind': 'folder-name-unusable',
};

/** The failure is the one that was to be expected, and its words say who did it. One of a folder has its reason in `cause`. */
function expectWords(failure: Failure | null, code: FailureCode | undefined): void {
  expect(failure?.detail?.cause ?? failure?.code).toBe(code);
  if (failure) expect(describeFailureLine(failure, 'en')).toMatch(/127\.0\.0\.1|the server/i);
}

describe('an IMAP server that lies', () => {
  it.each(Object.entries<Lie>({ ...imapLies, ...imapExcesses }))('about %s: no wrong message is shown or deleted', async (name, lie) => {
    account = await addLyingAccount({ engine, protocol: 'imap', server: { certificate } });
    account.lie(lie);
    const first = await account.synchronise();
    expect(await account.wronglyShown()).toEqual([]);
    account.tellTheTruth();
    expect(await account.synchronise()).toBeNull();
    expect(await account.shown()).toEqual(account.onServer());

    account.deliver(4);
    unwrap(await engine.client.call('messages.setFlag', { ids: [await account.rowOf('message 1')], flag: 'flagged', value: true }));
    unwrap(await engine.client.call('messages.delete', { ids: [await account.rowOf('message 2')] }));
    account.lie(lie);
    await account.synchronise();
    expect(await account.wronglyShown()).toEqual([]);
    account.tellTheTruth();
    expect(await account.synchronise()).toBeNull();

    const there = account.onServer();
    expect(await account.shown()).toEqual(there);
    expect(there.map((each) => each.replace(/.*: /, '')).sort()).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
    expect(there).toEqual(expect.arrayContaining(['inbox: message 1', 'inbox: message 3', 'inbox: message 4']));
    const flagged = account.mailbox.inbox.messages.filter(({ flags }) => flags.has('\\Flagged'));
    expect(flagged.every(({ bytes }) => bytes.includes('Subject: message 1\r'))).toBe(true);
    expectWords(first, named[name as keyof typeof named]);
  });
});

describe('a POP3 server that lies', () => {
  it.each(Object.entries<Lie>(pop3Lies))('about %s: nothing is lost, doubled or deleted before it is here', async (name, lie) => {
    account = await addLyingAccount({ engine, protocol: 'pop3', keepOnServer: true, server: { certificate } });
    const all = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`);
    const subjects = async () => (await account.shown()).map((each) => each.replace(/.*: /, '')).sort();
    account.lie(lie);
    const first = await account.synchronise();
    expect(await account.wronglyShown()).toEqual([]);
    account.tellTheTruth();
    expect(await account.synchronise()).toBeNull();
    expect(await subjects()).toEqual(all(3));

    account.deliver(4);
    account.lie(lie);
    await account.synchronise();
    expect(await account.wronglyShown()).toEqual([]);
    account.tellTheTruth();
    expect(await account.synchronise()).toBeNull();
    expect(await subjects()).toEqual(all(4));
    expect(account.onServer()).toHaveLength(4);
    expectWords(first, named[name as keyof typeof named]);
  });

  it.each(Object.entries<Lie>(pop3Lies))(
    'about %s while mail is taken away from it: what has left the server is here',
    async (_name, lie) => {
      account = await addLyingAccount({ engine, protocol: 'pop3', keepOnServer: false, server: { certificate } });
      const delivered = account.onServer();
      const nothingLost = async () => {
        const anywhere = new Set([...(await account.shown()), ...account.onServer()]);
        expect(delivered.filter((message) => !anywhere.has(message))).toEqual([]);
        expect(await account.wronglyShown()).toEqual([]);
      };
      account.lie(lie);
      await account.synchronise();
      await nothingLost();
      account.tellTheTruth();
      expect(await account.synchronise()).toBeNull();
      expect(await account.shown()).toEqual(delivered);
      expect(account.onServer()).toEqual([]);
    },
  );
});

/** `null`: what was planted is forgotten and the rest goes on inside TLS (RFC 9051 §6.2.1). */
const namedBeforeTls: Record<Protocol, Record<string, FailureCode | null>> = {
  imap: {
    PREAUTH: 'preauth-refused',
    'data before the answer to STARTTLS': null,
    'data after the answer to STARTTLS': 'data-before-tls',
    'an answer to what was not asked yet': 'protocol-violation',
    'no STARTTLS': 'starttls-missing',
    'a refusal of STARTTLS': 'starttls-refused',
  },
  pop3: {
    'data after the answer to STLS': 'data-before-tls',
    'no STLS': 'starttls-missing',
    'a refusal of STLS': 'starttls-refused',
  },
  smtp: {
    'data after the answer to STARTTLS': 'data-before-tls',
    'no STARTTLS': 'starttls-missing',
    'a refusal of STARTTLS': 'starttls-refused',
  },
};

describe('a server that lies before TLS', () => {
  const cases = (['imap', 'pop3', 'smtp'] as const satisfies readonly Protocol[]).flatMap((protocol) =>
    Object.entries<Lie>(tlsLies[protocol]).map(([name, lie]) => ({ protocol, name, lie })),
  );
  it.each(cases)('$protocol: $name: no password leaves, nothing planted is shown', async ({ protocol, name, lie }) => {
    const heard: Buffer[] = [];
    account = await addLyingAccount({
      engine,
      protocol: protocol === 'pop3' ? 'pop3' : 'imap',
      security: 'starttls',
      server: {
        certificate,
        observe: (_id, spoken, direction, bytes) => void (spoken === protocol && direction === 'client' && heard.push(bytes)),
      },
    });
    account.lie(lie);
    const failure = protocol === 'smtp' ? await account.checkSubmission() : await account.synchronise();
    const expected = namedBeforeTls[protocol][name];
    expect(failure?.code ?? null).toBe(expected);
    if (failure) {
      expectWords(failure, failure.code);
      expect(Buffer.concat(heard).toString()).not.toMatch(/LOGIN|AUTH |AUTHENTICATE|USER|PASS|practice/);
    }
    expect(await account.shown()).toEqual(expected === null ? account.onServer() : []);
    expect(unwrap(await engine.client.call('folders.list', {})).map(({ path }) => path)).not.toContain('Planted');
  });
});
