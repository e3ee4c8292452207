/** The check of a whole engine: what is asked of name servers, when, and what stands of it in the transcript. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LookUp } from '../../../electron/contract/delivery/authentication.ts';
import { type MessageRow, messageRowSchema } from '../../../electron/contract/messages.ts';
import { encodings } from '../../../electron/engine/cache/bodies/blobs.ts';
import { createChecker } from '../../../electron/engine/workers/authentication/checker.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../../support/scripted/scripted-name-server.ts';
import { keyRecord, letter, sign, taken, type Zone } from './signed-mail.ts';
import { answerFrom } from './zone-server.ts';

const zone: Zone = {
  'TXT s1._domainkey.shop.test': keyRecord,
  'TXT shop.test': 'v=spf1 mx -all',
  'MX shop.test': 'mail.shop.test',
  'A mail.shop.test': '192.0.2.25',
  'TXT _dmarc.shop.test': 'v=DMARC1; p=reject',
};
/** Names that nobody answers for, until a test lets them go. */
const silent = new Set<string>();

let fixture: EngineFixture;
let server: ScriptedNameServer;
let folder: string;
let row: MessageRow;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-authentication-'));
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(folder, name));
  const results = 'dkim=pass header.d=shop.test; dmarc=pass header.from=shop.test';
  writeFileSync(join(folder, 'new', '1.M1.host'), taken(await sign(letter('Shop <orders@shop.test>'), 'shop.test'), { results }));
  server = await startScriptedNameServer((question) => answerFrom(zone, question, silent));
  fixture = await startEngineFixture({ automatic: false });
  const settings = {
    ...{ name: 'Ana', address: 'ana@practice.test', displayName: '' },
    incoming: { protocol: 'maildir' as const, path: folder, allowChanges: true },
    outgoing: { protocol: 'sendmail' as const, program: '/usr/sbin/sendmail' },
  };
  unwrap(await fixture.client.call('accounts.add', { settings, passwords: {} }));
  unwrap(await fixture.engine.syncOnce());
  const [first] = await fixture.rows((await fixture.folderOf('Ana', 'inbox')).id);
  if (!first) throw new Error('the message was not read');
  row = first;
});
afterAll(async () => {
  await fixture.done();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => silent.clear());

const check = (ticket: string) => fixture.client.call('authentication.check', { ticket, id: row.id, server });
const heard = (ticket: string) =>
  fixture.events.flatMap(({ name, value }) => {
    const said = value as { ticket: string; lookUp: LookUp }; // of this event only
    return name === 'authentication.lookedUp' && said.ticket === ticket ? [said.lookUp] : [];
  });

describe('who vouches for a message of an account', () => {
  it('is read from its header without asking anybody, in no time', async () => {
    // Loaded by then; and the quickest of some, because others may have the processor meanwhile.
    await expect.poll(async () => (await fixture.client.call('messages.authentication', { id: row.id })).ok).toBe(true);
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const start = performance.now();
      unwrap(await fixture.client.call('messages.authentication', { id: row.id }));
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(100);
    const read = unwrap(await fixture.client.call('messages.authentication', { id: row.id }));
    expect(read.reports).toMatchObject([{ server: 'mx.practice.test', standing: 'trusted' }]);
    await fixture.client.call('messages.open', { id: row.id });
    expect(server.heard).toEqual([]);
  });

  it('is checked with what name servers say, each look-up a session about this message, and asked once', async () => {
    expect(unwrap(await check('first'))).toMatchObject({
      verdict: 'vouched',
      spf: { result: 'pass', isProven: true },
      signatures: [{ finding: 'pass' }],
      dmarc: { result: 'pass', policy: 'reject' },
    });
    const lookUps = heard('first').filter(({ isDone }) => isDone);
    const found = lookUps.filter(({ answers, isKept }) => answers.length > 0 && !isKept);
    expect(new Set(found.map(({ name, type }) => `${type} ${name}`))).toEqual(new Set(Object.keys(zone)));
    expect(lookUps).toContainEqual(expect.objectContaining({ name: 'default._bimi.shop.test', status: 'NXDOMAIN', answers: [] }));
    const session = lookUps.find(({ type }) => type === 'MX')?.session ?? '';
    const recorded = unwrap(await fixture.client.call('transcript.lines', { session, from: 0, limit: 20 }));
    expect(recorded.session).toMatchObject({ protocol: 'dns', purpose: 'lookup', accountName: 'Ana', state: 'done' });
    expect(recorded.lines.find(({ direction }) => direction === 'client')).toMatchObject({
      cause: 'open-message',
    });
    const asked = server.heard.length;
    unwrap(await check('again'));
    expect(server.heard).toHaveLength(asked);
    expect(
      heard('again')
        .filter(({ isDone }) => isDone)
        .every(({ isKept }) => isKept),
    ).toBe(true);
  });

  it('is given up at once when the user says so', async () => {
    silent.add('s1._domainkey.shop.test');
    const other = await startScriptedNameServer((question) => answerFrom(zone, question, silent));
    const running = fixture.client.call('authentication.check', { ticket: 'stopped', id: row.id, server: other });
    await fixture.until('the key is asked for', async () => heard('stopped').some(({ name }) => name.startsWith('s1.')));
    await fixture.client.call('authentication.cancel', { ticket: 'stopped' });
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await other.close();
  });

  it('tells what is odd about a sender by who is known, on another thread', async () => {
    const sender = (name: string, address: string) => ({ from: [{ name, address }], replyTo: [], isList: false });
    expect(unwrap(await fixture.client.call('messages.sender', sender('Shop', 'orders@shop.test')))).toEqual([]);
    expect(unwrap(await fixture.client.call('messages.sender', sender('', 'x@pract1ce.test')))).toEqual([
      { kind: 'look-alike', domain: 'pract1ce.test', resembles: 'practice.test' },
    ]);
  });

  it('goes by the servers that the user chose', async () => {
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    const authservers = { [account?.id ?? '']: { servers: ['gate.filter.test'], trustsBelow: false } };
    unwrap(await fixture.client.call('application.setPreferences', { authservers }));
    const read = unwrap(await fixture.client.call('messages.authentication', { id: row.id }));
    expect(read).toMatchObject({ trusted: [{ server: 'gate.filter.test', reason: 'chosen' }], reports: [{ standing: 'foreign' }] });
    unwrap(await fixture.client.call('application.setPreferences', { authservers: {} }));
  });
});

describe('a message that is made to be costly', () => {
  it('with a thousand signatures is checked in time, with so many questions and no more', async () => {
    const start = performance.now();
    const signature = (at: number) =>
      `DKIM-Signature: v=1; a=rsa-sha256; d=d${at}.test; s=s; bh=AA==; b=AA==; h=${'subject:'.repeat(110)}from`;
    const bytes = Buffer.from(
      letter(
        'a@a.test',
        Array.from({ length: 900 }, (_, at) => signature(at)),
      ),
    );
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
    const opened = messageRowSchema.parse(unwrap(await fixture.engine.acceptBytes('file', {}, stream)));
    unwrap(await fixture.client.call('authentication.check', { ticket: 'heavy', id: opened.id, server }));
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(heard('heavy').length).toBeLessThan(400);
  });

  it('and holds the thread is given up after a while, and the thread is replaced', async () => {
    const clock = createManualClock();
    const url = new URL('../../support/stuck-worker.ts', import.meta.url);
    const checker = createChecker({ url, after: clock.after, now: clock.now });
    const message = { bytes: Buffer.from('From: a@b.test\r\n\r\n'), encoding: encodings.asItCame };
    const given = checker.check(message, null, async () => ({ code: 'ENOTFOUND' }), new AbortController().signal);
    await clock.advance(20_000);
    expect(await given).toMatchObject({ ok: false, failure: { code: 'message-unparsable' } });
    await checker.close();
  });

  it('and holds the thread after it was cancelled, loses the thread after the same while', async () => {
    const clock = createManualClock();
    const url = new URL('../../support/stuck-worker.ts', import.meta.url);
    const checker = createChecker({ url, after: clock.after, now: clock.now });
    const message = { bytes: Buffer.from('From: a@b.test\r\n\r\n'), encoding: encodings.asItCame };
    const stop = new AbortController();
    const given = checker.check(message, null, async () => ({ code: 'ENOTFOUND' }), stop.signal);
    stop.abort();
    expect(await given).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(clock.pending(), 'the thread is watched').toBe(1);
    clock.advance(20_000);
    expect(clock.pending(), 'and gone').toBe(0);
    await checker.close();
  });
});
