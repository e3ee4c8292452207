/** Mail that comes back, from real servers: explained, joined to its original and its session, and marked there. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageRow } from '../../../../electron/contract/messages.ts';
import { describeWithServers } from '../../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../../support/engine-fixture.ts';
import { writeNotice } from './notices.ts';

const users = ['ana', 'ben'].map((name) => ({ name, password: `the secret of ${name}` }));

/** What a test does in the mailbox of one host. */
async function openMail(kind: 'postfix' | 'exim' | 'sendmail', protocol: 'imap' | 'pop3' = 'imap') {
  const host: MailHost = await startMailHost({ kind, users });
  const engine: EngineFixture = await startEngineFixture({
    accounts: [host.account('ana', { protocol })],
    trustedCertificates: [host.trustedCertificate],
  });
  const { client } = engine;
  const inbox = await engine.until('the inbox', () => engine.folderOf('ana', 'inbox').catch(() => null));
  const rowsOf = async (role: 'inbox' | 'sent') =>
    engine.folderOf('ana', role).then(
      ({ id }) => engine.rows(id),
      () => [],
    );
  const rowOf = (role: 'inbox' | 'sent', which: (row: MessageRow) => boolean | undefined, what: string) =>
    engine.until(what, async () => (await rowsOf(role)).find(which));
  return {
    host,
    engine,
    inbox,
    rowOf,
    /** Sends what stands in a draft, and answers its Message-ID. */
    async send(to: string, subject: string): Promise<string> {
      const draft = unwrap(await client.call('compose.start', { mode: 'new' }));
      const text = 'The words that were sent.';
      unwrap(await client.call('compose.save', { id: draft.id, accountId: draft.accountId, to, cc: '', bcc: '', subject, text }));
      const { outboxId } = unwrap(await client.call('compose.send', { id: draft.id }));
      const item = await engine.until(`${subject} is taken`, async () =>
        unwrap(await client.call('outbox.list', {})).find(({ id, state }) => id === outboxId && state === 'accepted'),
      );
      return item.messageId;
    },
    /** The notice about what was sent to an address, once it has come. */
    async noticeAbout(address: string) {
      return engine.until(`the notice about ${address}`, async () => {
        for (const row of await rowsOf('inbox')) {
          const answer = await client.call('messages.notice', { id: row.id });
          const { notice, join, about } = answer.ok ? answer.value : { notice: null, join: null, about: null };
          if (notice && join?.failed.includes(address)) return { row, notice, join, about };
        }
        return null;
      });
    },
    noticeOf: async (id: number) => unwrap(await client.call('messages.notice', { id })),
    returnsOf: async (id: number) => unwrap(await client.call('messages.returns', { id })),
    deliver: (notice: string) => host.dovecot.mail.deliver('ana', notice),
    async close() {
      await engine.done();
      await host.stop();
    },
  };
}
const textOf = ({ bytes }: { readonly bytes: string }): string => Buffer.from(bytes, 'base64').toString('utf8');

type Mail = Awaited<ReturnType<typeof openMail>>;

for (const kind of ['postfix', 'exim', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `mail that ${kind} gives back`, () => {
    let mail: Mail;
    beforeAll(async () => {
      mail = await openMail(kind);
    });
    afterAll(() => mail?.close());

    it.each([
      ['bounces@example.test', ['no-such-user']],
      ['full@example.test', ['mailbox-full']],
      // Each server says of what it could not reach what it knows.
      ['somebody@unreachable.test', ['unreachable', 'expired', 'no-such-domain']],
    ])('to %s is explained, joined to its original and its session, and the original is marked', async (address, reasons) => {
      const { engine, rowOf } = mail;
      const subject = `For ${address}`;
      const messageId = await mail.send(address, subject);
      // Nobody opened the notice: the mark comes by itself.
      const sent = await rowOf('sent', (row) => row.subject === subject && row.returned === 'failed', `${subject} is marked`);
      const { row: noticeRow, notice, join, about } = await mail.noticeAbout(address);
      expect(reasons).toContain(notice.recipients[0]?.reason);
      expect(notice.recipients[0]?.text).toMatch(/[a-z]{4}/);
      expect(join).toMatchObject({ state: 'joined', by: kind === 'exim' ? 'message-id' : 'envelope-id', failed: [address], ended: null });

      expect(about).toBe(sent.id);
      const detail = unwrap(await engine.client.call('messages.open', { id: sent.id }));
      expect(detail.messageId).toBe(messageId);
      const { returns, recipients } = await mail.returnsOf(sent.id);
      expect(recipients).toBe(1);
      expect(returns).toMatchObject([{ address, kind: 'failed', notice: noticeRow.id, session: join.session }]);

      const { session = '', firstLine = 0, lastLine = 0 } = join.session ?? {};
      const { lines } = unwrap(await engine.client.call('transcript.lines', { session, from: firstLine, limit: lastLine - firstLine + 1 }));
      const texts = lines.map(textOf);
      expect(
        texts.some((text) => text.startsWith(`RCPT TO:<${address}>`)),
        texts.join('\n'),
      ).toBe(true);
      expect(
        texts.filter((text) => text.startsWith('MAIL FROM')),
        'no other message of that connection',
      ).toHaveLength(1);
      expect(join.queueId).not.toBeNull();
      expect(texts.some((text) => text.startsWith('250') && text.includes(join.queueId ?? '-'))).toBe(true);
    });

    it('tells the server an envelope id where it knows them, that says nothing of anybody', async () => {
      const { engine } = mail;
      const sessions = unwrap(await engine.client.call('transcript.sessions', {})).filter(({ protocol }) => protocol === 'smtp');
      const senders: string[] = [];
      for (const { id } of sessions) {
        const { lines } = unwrap(await engine.client.call('transcript.lines', { session: id, from: 0, limit: 2_000 }));
        senders.push(...lines.map(textOf).filter((text) => text.startsWith('MAIL FROM')));
      }
      expect(senders.length).toBeGreaterThan(2);
      const ids = senders.map((line) => / ENVID=(\S*)/.exec(line)?.[1]);
      if (kind === 'exim') expect(new Set(ids)).toEqual(new Set([undefined]));
      else {
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(new Set(ids).size).toBe(ids.length);
      }
    });
  });

describeWithServers(['dovecot', 'postfix'], 'notices and what was sent', () => {
  let mail: Mail;
  beforeAll(async () => {
    mail = await openMail('postfix');
  });
  afterAll(() => mail?.close());

  const failed = { action: 'failed', status: '5.1.1', words: '550 5.1.1 User unknown' } as const;

  it('a forged one marks nothing, and says that it belongs to nothing sent here', async () => {
    const messageId = await mail.send('ben@example.test', 'Forged about');
    await mail.deliver(writeNotice({ ...failed, id: 'never', recipient: 'ben@example.test', messageId: '<never@example.test>' }));
    await mail.deliver(writeNotice({ ...failed, id: 'other', recipient: 'eve@example.test', messageId }));
    const never = await mail.rowOf('inbox', (row) => row.subject === 'Notice never', 'the forged notice');
    const other = await mail.rowOf('inbox', (row) => row.subject === 'Notice other', 'the forged notice about another');
    expect(await mail.noticeOf(never.id)).toMatchObject({ about: null, join: { state: 'not-sent', session: null, failed: [] } });
    expect((await mail.noticeOf(other.id)).join).toMatchObject({ state: 'other-recipients', session: null, failed: [] });
    const sent = await mail.rowOf('sent', (row) => row.subject === 'Forged about', 'the copy');
    expect(sent.returned).toBeUndefined();
    expect((await mail.returnsOf(sent.id)).returns).toEqual([]);
  });

  it('one about a delay gives way to the last one, in whichever order they are read, and after the outbox was cleared', async () => {
    const { engine } = mail;
    const messageId = await mail.send('ben@example.test', 'Waits a while');
    unwrap(await engine.client.call('outbox.clear', {}));
    const delayed = { action: 'delayed', status: '4.4.1', words: '451 4.4.1 Connection timed out', recipient: 'ben@example.test' } as const;
    await mail.deliver(writeNotice({ ...delayed, id: 'delay', messageId }));
    const waits = await mail.rowOf('sent', (row) => row.subject === 'Waits a while' && row.returned === 'delayed', 'it waits');
    const about = await mail.rowOf('inbox', (row) => row.subject === 'Notice delay', 'the notice of the delay');
    expect((await mail.noticeOf(about.id)).join).toMatchObject({ state: 'joined', failed: [], ended: null });

    await mail.deliver(writeNotice({ ...failed, id: 'end', recipient: 'ben@example.test', messageId }));
    const ended = await mail.rowOf('sent', (row) => row.id === waits.id && row.returned === 'failed', 'it came back');
    // One more about the delay, late: nothing changes.
    await mail.deliver(writeNotice({ ...delayed, id: 'late', messageId }));
    const late = await mail.rowOf('inbox', (row) => row.subject === 'Notice late', 'the late notice');
    expect((await mail.noticeOf(late.id)).join?.ended).toBe('failed');
    expect((await mail.noticeOf(about.id)).join?.ended).toBe('failed');
    const end = await mail.rowOf('inbox', (row) => row.subject === 'Notice end', 'the last notice');
    expect((await mail.returnsOf(ended.id)).returns).toMatchObject([{ kind: 'failed', status: '5.1.1', notice: end.id }]);
  });

  it('a mark can be taken off and put on again, and a later notice of the same puts none on', async () => {
    const { client } = mail.engine;
    const sent = await mail.rowOf('sent', (row) => row.subject === 'Waits a while', 'the copy');
    const marked = async () => (await mail.rowOf('sent', (row) => row.id === sent.id, 'the copy')).returned;
    unwrap(await client.call('messages.dismissReturns', { id: sent.id, value: true }));
    expect(await marked()).toBeUndefined();
    expect((await mail.returnsOf(sent.id)).dismissed).toBe(true);
    const end = await mail.rowOf('inbox', (row) => row.subject === 'Notice end', 'the last notice');
    await mail.noticeOf(end.id);
    expect(await marked()).toBeUndefined();
    unwrap(await client.call('messages.dismissReturns', { id: sent.id, value: false }));
    expect(await marked()).toBe('failed');
  });

  it('one of two recipients is said to have not got it, and the message is sent again to that one, corrected', async () => {
    const { engine } = mail;
    const { client } = engine;
    const first = unwrap(await client.call('compose.start', { mode: 'new' }));
    const file = { name: 'zone.txt', type: 'text/plain', bytes: Buffer.from('ns1 IN A 192.0.2.1\n') };
    const typed = { to: 'Ben Ruiz <bounces@example.test>', cc: 'ben@example.test', bcc: '', subject: 'With a zone', text: 'See the zone.' };
    unwrap(await client.call('compose.save', { id: first.id, accountId: first.accountId, ...typed }));
    const { name, type, bytes } = file;
    unwrap(await engine.engine.acceptBytes(`draft/${first.id}/attachment`, { name, type }, new Blob([bytes]).stream()));
    unwrap(await client.call('compose.send', { id: first.id }));
    const { notice } = await mail.noticeAbout('bounces@example.test');
    expect(notice.original.subject).toBe('With a zone');
    const sent = await mail.rowOf('sent', (row) => row.subject === 'With a zone' && row.returned === 'failed', 'it came back');
    const { recipients, returns } = await mail.returnsOf(sent.id);
    expect([recipients, returns.length]).toEqual([2, 1]);

    const draft = unwrap(await client.call('compose.again', { messageId: sent.id, recipients: ['bounces@example.test'] }));
    expect(draft).toMatchObject({ to: 'Ben Ruiz <bounces@example.test>', cc: '', bcc: '', subject: 'With a zone', sourceId: null });
    expect(draft.text.trim()).toBe('See the zone.');
    expect(draft.attachments.map(({ name, size }) => [name, size])).toEqual([['zone.txt', file.bytes.length]]);
    const corrected = {
      id: draft.id,
      accountId: draft.accountId,
      to: 'Ben Ruiz <ben@example.test>',
      cc: '',
      bcc: '',
      subject: draft.subject,
    };
    unwrap(await client.call('compose.save', { ...corrected, text: draft.text }));
    const before = unwrap(await client.call('messages.open', { id: sent.id })).messageId;
    unwrap(await client.call('compose.send', { id: draft.id }));
    const got = await mail.host.dovecot.mail.waitFor(
      'ben',
      (all) => all.filter(({ raw }) => raw.includes('Subject: With a zone')).length === 2,
    );
    const ids = got.map(({ raw }) => raw.toString('latin1')).filter((raw) => raw.includes('Subject: With a zone'));
    expect(new Set(ids.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim())).size).toBe(2);
    expect(ids.some((raw) => raw.includes(before ?? '-'))).toBe(true);
  });

  it('what notices said outlives the cache', async () => {
    const { engine } = mail;
    unwrap(await engine.client.call('application.recover', { resetCache: true }));
    const sent = await mail.rowOf('sent', (row) => row.subject === 'With a zone' && row.returned === 'failed', 'the mark is there again');
    const { returns } = await engine.until('the notice is there again', async () => {
      const found = await mail.returnsOf(sent.id);
      return found.returns[0]?.notice == null ? null : found;
    });
    expect(returns).toMatchObject([{ address: 'bounces@example.test', kind: 'failed' }]);
  });
});

describeWithServers(['dovecot', 'exim'], 'mail that comes back over POP3', () => {
  let mail: Mail;
  beforeAll(async () => {
    mail = await openMail('exim', 'pop3');
  });
  afterAll(() => mail?.close());

  it('marks the copy that is only on this computer', async () => {
    const { client } = mail.engine;
    await mail.send('bounces@example.test', 'Kept here');
    await mail.host.dovecot.mail.waitFor('ana', (all) => all.length === 1);
    unwrap(await client.call('sync.now', {}));
    const sent = await mail.rowOf('sent', (row) => row.subject === 'Kept here' && row.returned === 'failed', 'it is marked');
    const { returns } = await mail.returnsOf(sent.id);
    expect(returns).toMatchObject([{ address: 'bounces@example.test', kind: 'failed', reason: 'no-such-user' }]);
    expect(returns[0]?.notice).not.toBeNull();
  });
});
