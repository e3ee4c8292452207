/** The sendmail programs of Postfix, Exim and Sendmail, and msmtp's: what each answers, and what the user is told. */
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../electron/base/clock.ts';
import { readMailQueue } from '../../../electron/engine/local/sendmail/mail-queue.ts';
import { readQueueListing } from '../../../electron/engine/local/sendmail/queue-listing.ts';
import { submitBySendmail } from '../../../electron/engine/local/sendmail/sendmail-submitter.ts';
import type { SubmissionOutcome } from '../../../electron/engine/wire/submitter.ts';
import { describeFailure } from '../../../electron/words/words.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { prepareMsmtp } from '../../servers/local-programs.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps, type MemoryTaps } from '../../support/scripted/memory-tap.ts';

const [ana, ben, nobody] = ['ana@example.test', 'ben@example.test', 'nobody@example.test'];
const users = ['ana', 'ben'].map((name) => ({ name, password: 'x' }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-programs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Handing {
  readonly to: readonly string[];
  readonly subject: string;
  readonly taps?: MemoryTaps;
  readonly clock?: Clock;
}

const submit = (program: string, { to, subject, taps = createMemoryTaps(), clock = systemClock }: Handing) =>
  submitBySendmail({
    envelope: { from: ana, to },
    raw: Buffer.from(`From: ${ana}\r\nTo: ${to.join(', ')}\r\nSubject: ${subject}\r\n\r\nHello.\r\n.\r\n`),
    beforeFinalDot: async () => {},
    program,
    ownFolder: join(folder, 'own'),
    openTap: taps.openTap,
    opening: { accountId: 'here', accountName: 'Here', purpose: 'send' },
    clock,
    cause: { key: 'send' },
  });

/** Ends the processes that work in a folder. */
function endThoseIn(path: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(`${path}/locked/`)) process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      // One that has ended meanwhile, or is not ours.
      if (!(error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code)))) throw error;
    }
}

const told = (outcome: SubmissionOutcome): string =>
  'failure' in outcome && outcome.failure ? describeFailure('en', outcome.failure).happened : '';

for (const kind of ['postfix', 'exim', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `the sendmail program of ${kind}`, () => {
    let host: MailHost;
    beforeAll(async () => {
      host = await startMailHost({ kind, users });
    }, 120_000);
    afterAll(() => host?.stop());
    const subjects = async (user: string) =>
      (await host.dovecot.mail.messages(user)).map(({ raw }) => /^Subject: (.*?)\r?$/im.exec(raw.toString('latin1'))?.[1]);

    it('takes a message, which is delivered once', async () => {
      expect(await submit(host.submission.sendmail, { to: [ben], subject: 'one' })).toMatchObject({
        state: 'accepted',
        reply: 'exit 0 EX_OK',
      });
      await vi.waitUntil(async () => (await subjects('ben')).length > 0, { timeout: 60_000 });
      expect(await subjects('ben')).toEqual(['one']);
    }, 120_000);

    it('says that somebody is not known, at once or by a bounce', async () => {
      const outcome = await submit(host.submission.sendmail, { to: [nobody], subject: 'to nobody' });
      if (kind === 'sendmail') {
        expect(outcome).toMatchObject({
          state: 'refused',
          permanent: true,
          failure: { code: 'sendmail-no-user', detail: { status: 67 }, reply: `${nobody}... User unknown` },
        });
        expect(told(outcome)).toBe(`${host.submission.sendmail} says that a recipient does not exist (EX_NOUSER).`);
      } else expect(outcome.state).toBe('accepted');
      const isBounce = (subject: string | undefined) => /undelivered|delivery failed|returned mail/i.test(subject ?? '');
      await vi.waitUntil(async () => (await subjects('ana')).some(isBounce), { timeout: 60_000 });
    }, 120_000);

    it('leaves open who has it where one of two is not known', async () => {
      const outcome = await submit(host.submission.sendmail, { to: [nobody, ben], subject: 'to two' });
      expect(outcome.state).toBe(kind === 'sendmail' ? 'unknown' : 'accepted');
      if (kind === 'sendmail') expect(told(outcome)).toMatch(/failed \(EX_NOUSER\)\. Whether it took the message is not known\.$/);
      // He has it, whatever the program said.
      await vi.waitUntil(async () => (await subjects('ben')).includes('to two'), { timeout: 60_000 });
      expect((await subjects('ben')).filter((subject) => subject === 'to two')).toHaveLength(1);
    }, 120_000);

    if (kind === 'sendmail')
      // the only one that says so at once
      it('is not given the message again where that is open, after a restart neither', async () => {
        const maildir = join(folder, 'maildir');
        for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, part), { recursive: true });
        const first = await startEngineFixture();
        const { id: accountId } = unwrap(
          await first.client.call('accounts.add', {
            settings: {
              ...{ name: 'Here', address: ana, displayName: 'Ana' },
              incoming: { protocol: 'maildir', path: maildir, allowChanges: true },
              outgoing: { protocol: 'sendmail', program: host.submission.sendmail },
            },
            passwords: {},
          }),
        );
        const draft = unwrap(await first.client.call('compose.start', { accountId, mode: 'new' }));
        const { id } = unwrap(
          await first.client.call('compose.save', { ...draft, to: `${nobody}, ${ben}`, subject: 'once only', text: 'Hello.' }),
        );
        const { outboxId } = unwrap(await first.client.call('compose.send', { id }));
        const itemOf = async ({ client }: EngineFixture) =>
          unwrap(await client.call('outbox.list', {})).find((entry) => entry.id === outboxId);
        await first.until('the outcome', async () => (await itemOf(first))?.state === 'unknown', 60_000);
        expect(await itemOf(first)).toMatchObject({ attempts: 1, failure: { code: 'sendmail-unclear', detail: { name: 'EX_NOUSER' } } });
        expect(await first.client.call('outbox.sendNow', { id: outboxId })).toMatchObject({ ok: false });
        await first.close();
        const second = await startEngineFixture({ folder: first.folder });
        try {
          expect(await itemOf(second)).toMatchObject({ state: 'unknown', attempts: 1 });
          await vi.waitUntil(async () => (await subjects('ben')).includes('once only'), { timeout: 60_000 });
          // What is sent afterwards is through before: nothing else is on its way.
          await submit(host.submission.sendmail, { to: [ben], subject: 'afterwards' });
          await vi.waitUntil(async () => (await subjects('ben')).includes('afterwards'), { timeout: 60_000 });
          expect((await subjects('ben')).filter((subject) => subject === 'once only')).toHaveLength(1);
        } finally {
          await second.done();
          await first.done();
        }
      }, 120_000);

    it('shows what waits in its queue', async () => {
      const outcome = await submit(host.submission.sendmail, { to: ['later@example.test'], subject: 'not now' });
      expect(outcome.state).toBe('accepted');
      const look = async () => {
        const printed = await readMailQueue(host.submission.sendmail);
        if (!printed.ok) throw new Error(JSON.stringify(printed.failure));
        return readQueueListing(printed.value);
      };
      const waits = async () => (await look())?.some(({ state, recipients }) => state === 'waiting' && recipients.length > 0);
      await vi.waitUntil(waits, { timeout: 60_000 });
      const messages = (await look())?.filter(({ recipients }) => recipients.some(({ address }) => address === 'later@example.test'));
      expect(messages).toEqual([
        {
          id: expect.stringMatching(/^\S+$/),
          state: 'waiting',
          size: expect.stringMatching(/^\d[\d.]*K?$/),
          since: expect.stringMatching(kind === 'exim' ? /^\d+[sm]$/ : /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d/),
          sender: ana,
          recipients: [
            {
              address: 'later@example.test',
              // Exim's listing has no reasons.
              reason: kind === 'exim' ? null : expect.stringMatching(kind === 'postfix' ? /not now/ : /EX_TEMPFAIL|Deferred/),
              isDelivered: false,
            },
          ],
        },
      ]);
    }, 120_000);

    it('cannot write its queue', async () => {
      const taps = createMemoryTaps();
      const clock = createManualClock();
      const submitting = submit(host.submission.lockedSendmail, { to: [ben], subject: 'never', taps, clock });
      if (kind === 'postfix') {
        // Its postdrop tries again for ever.
        const hasSaid = () => taps.taps.length > 0 && taps.one().bytes('server').includes('maildrop/');
        await vi.waitUntil(hasSaid, { timeout: 60_000 });
        clock.advance(600_000);
      }
      let ended = false;
      void submitting.finally(() => {
        ended = true;
      });
      // Its end sets the time for its output anew.
      await vi.waitUntil(
        () => {
          if (kind === 'postfix') clock.advance(2_000);
          return ended;
        },
        { timeout: 60_000 },
      );
      const outcome = await submitting;
      // Nor does it end with the program that started it: whether the message gets into the queue one day, nobody knows.
      if (kind === 'postfix') endThoseIn(dirname(host.submission.lockedSendmail));
      expect(outcome).toMatchObject(
        {
          postfix: {
            state: 'unknown',
            failure: {
              code: 'sendmail-killed',
              reply: expect.stringMatching(/^postdrop: warning: .*create file maildrop\/\S+: Not a directory/),
            },
          },
          // A status that sysexits.h does not name.
          exim: { state: 'unknown', failure: { code: 'sendmail-unclear', detail: { status: 1 } } },
          sendmail: {
            state: 'refused',
            permanent: true,
            failure: { code: 'sendmail-misconfigured', reply: expect.stringMatching(/^can not chdir\(.*\/locked\/\): Permission denied/) },
          },
        }[kind],
      );
      expect(told(outcome)).toMatch(
        {
          postfix: / was ended \(SIGTERM\) before it answered\. Whether it took the message is not known\.$/,
          exim: / failed \(1\)\. Whether it took the message is not known\.$/,
          sendmail: / is not set up correctly \(EX_CONFIG\)\.$/,
        }[kind],
      );
      expect(await subjects('ben')).not.toContain('never');
    }, 120_000);
  });

describeWithServers(['dovecot', 'sendmail', 'msmtp'], 'msmtp as a sendmail program', () => {
  let host: MailHost;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'sendmail', isOpen: true, users });
  }, 120_000);
  afterAll(() => host?.stop());

  it('hands over to a server, and says what the server says', async () => {
    const program = await prepareMsmtp(folder, 'msmtp', host.submission.ports.clear);
    expect(await submit(program, { to: [ben], subject: 'by msmtp' })).toMatchObject({ state: 'accepted', reply: 'exit 0 EX_OK' });
    await host.dovecot.mail.waitFor('ben', (messages) => messages.length === 1);
    const refused = await submit(program, { to: [nobody], subject: 'to nobody' });
    expect(refused).toMatchObject({
      state: 'refused',
      failure: { code: 'sendmail-refused', reply: expect.stringContaining('550 5.1.1 <nobody@example.test>... User unknown') },
    });
    expect(told(refused)).toMatch(/ did not take the message \(EX_DATAERR\)\.$/);
  }, 120_000);

  it('cannot reach the server, or does not understand its configuration', async () => {
    // It has no queue, but is asked as any other program is: after EX_TEMPFAIL it may have one.
    const away = await submit(await prepareMsmtp(folder, 'away', 1), { to: [ben], subject: 'never' });
    expect(away).toMatchObject({
      state: 'unknown',
      failure: { code: 'sendmail-put-off', reply: expect.stringContaining('cannot connect to 127.0.0.1, port 1') },
    });
    const wrong = await submit(await prepareMsmtp(folder, 'wrong', 1, 'no such setting'), { to: [ben], subject: 'never' });
    expect(wrong).toMatchObject({ state: 'refused', failure: { code: 'sendmail-misconfigured', detail: { name: 'EX_CONFIG' } } });
    expect((await host.dovecot.mail.messages('ben')).some(({ raw }) => raw.includes('never'))).toBe(false);
  }, 120_000);
});
