/** What real servers write into their logs, beside the notices of non-delivery that they send: both tell the same story. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StoryRow } from '../../../electron/contract/delivery/mail-log.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const users = ['ana', 'ben'].map((name) => ({ name, password: `the secret of ${name}` }));
/** An unknown user, a full mailbox, a domain whose server cannot be reached. */
const failing = ['bounces@example.test', 'full@example.test', 'somebody@unreachable.test'];

for (const kind of ['postfix', 'exim', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `the log of ${kind}`, () => {
    let host: MailHost;
    let engine: EngineFixture;
    const sent = new Map<string, string>();

    async function send(to: string): Promise<string> {
      const { client } = engine;
      const draft = unwrap(await client.call('compose.start', { mode: 'new' }));
      const words = { cc: '', bcc: '', subject: `For ${to}`, text: 'Words.' };
      unwrap(await client.call('compose.save', { id: draft.id, accountId: draft.accountId, to, ...words }));
      const { outboxId } = unwrap(await client.call('compose.send', { id: draft.id }));
      const item = await engine.until(`${to} is taken`, async () =>
        unwrap(await client.call('outbox.list', {})).find(({ id, state }) => id === outboxId && state === 'accepted'),
      );
      return item.messageId;
    }

    /** The story in the log as it is now, by a part of it. */
    async function readStory(search: string): Promise<StoryRow | undefined> {
      const path = join(engine.folder, 'server.log');
      writeFileSync(path, await host.submission.mailLog());
      const log = `${kind} ${search}`;
      unwrap(await engine.client.call('mailLog.open', { log, path, withRotated: false, follow: false }));
      await engine.until('the log is read', async () =>
        engine.events.some(
          ({ name, value }) =>
            name === 'mailLog.progressed' && (value as { log: string }).log === log && (value as { state: string }).state === 'done',
        ),
      );
      const { rows } = unwrap(await engine.client.call('mailLog.page', { log, search, from: 0, limit: 10 }));
      unwrap(await engine.client.call('mailLog.close', { log }));
      return rows[0];
    }

    beforeAll(async () => {
      host = await startMailHost({ kind, users });
      engine = await startEngineFixture({ accounts: [host.account('ana')], trustedCertificates: [host.trustedCertificate] });
      await engine.until('the inbox', () => engine.folderOf('ana', 'inbox').catch(() => null));
      for (const address of ['ben@example.test', ...failing]) sent.set(address, await send(address));
    });
    afterAll(async () => {
      await engine?.done();
      await host?.stop();
    });

    it('tells of a delivery, and leads to the copy of what was sent', async () => {
      const id = sent.get('ben@example.test') ?? '';
      const story = await engine.until('it is delivered', async () => {
        const found = await readStory(id);
        return found?.state === 'delivered' && found.held !== null ? found : null;
      });
      expect(story).toMatchObject({ messageId: id.slice(1, -1), sender: 'ana@example.test', dialect: kind, isCompleted: true });
      expect(story.recipients).toMatchObject([{ address: 'ben@example.test', state: 'delivered', reason: null }]);
    });

    it.each(failing)('tells of %s what the notice says', async (address) => {
      const inbox = await engine.folderOf('ana', 'inbox');
      const notice = await engine.until(`the notice about ${address}`, async () => {
        for (const row of await engine.rows(inbox.id)) {
          const answer = await engine.client.call('messages.notice', { id: row.id });
          const found = answer.ok ? answer.value.notice : null;
          if (found?.original.messageId === sent.get(address)) return found;
        }
        return null;
      });
      const story = await engine.until('it is in the log', async () => {
        const found = await readStory(sent.get(address) ?? '');
        return found && found.notices.length > 0 ? found : null;
      });
      const [told] = notice.recipients;
      const [logged] = story.recipients;
      expect(story.recipients).toHaveLength(1);
      expect([logged?.address, logged?.original]).toContain(address);
      // Exim says of what it could not reach that it was tried for too long.
      expect(logged?.state).toBe(kind === 'exim' && told?.reason === 'expired' ? 'expired' : 'bounced');
      // Of a mailbox that is full Sendmail logs only that the mailer was of no service: why stands in the notice alone.
      const isTold = kind !== 'sendmail' || told?.reason !== 'mailbox-full';
      expect(logged?.reason).toBe(isTold ? told?.reason : 'unknown');
      // Exim writes no code of its own.
      if (kind !== 'exim' && isTold) expect(logged?.status).toBe(told?.status);
      // The notice has a story too: it was delivered to whom the message was from.
      const about = await engine.until('the notice is delivered', async () => {
        const found = await readStory(story.notices[0] ?? '');
        return found?.state === 'delivered' ? found : null;
      });
      expect(story.queueIds).toContain(about.about);
      expect(about.recipients).toMatchObject([{ address: 'ana@example.test', state: 'delivered' }]);
    });

    it('has no line that is not explained', async () => {
      const path = join(engine.folder, 'server.log');
      writeFileSync(path, await host.submission.mailLog());
      unwrap(await engine.client.call('mailLog.open', { log: 'all', path, withRotated: false, follow: false }));
      const { lines } = await engine.until('all lines', async () => {
        const answer = await engine.client.call('mailLog.lines', { log: 'all', story: null, from: 0, limit: 500 });
        return answer.ok && answer.value.total > 0 ? answer.value : null;
      });
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.filter(({ kind: said }) => said === 'unexplained' || said === 'continuation').map(({ text }) => text)).toEqual([]);
    });
  });
