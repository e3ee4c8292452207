import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import { put, startPractice } from './practice-fixture.ts';

async function connectImapFlow(server: PracticeServer, security: 'none' | 'starttls' | 'tls'): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: security === 'tls' ? server.imap.tlsPort : server.imap.port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: { ca: server.certificate },
    auth: { user: 'ana', pass: 'practice' },
    logger: false,
  });
  client.on('error', () => {}); // a server that is closed first is no failure of the test
  onTestFinished(() => client.close());
  await client.connect();
  return client;
}

describe('ImapFlow', () => {
  it.each(['none', 'starttls', 'tls'] as const)('signs in with security %s and reads every sample message', async (security) => {
    const server = await startPractice({ sampleMail: true });
    const client = await connectImapFlow(server, security);
    expect((await client.list()).map((folder) => folder.specialUse)).toEqual([
      '\\Inbox',
      '\\Sent',
      '\\Drafts',
      '\\Archive',
      '\\Junk',
      '\\Trash',
    ]);
    for (const [name, folder] of Object.entries(server.mailbox.snapshot().ana ?? {})) {
      await client.mailboxOpen(name);
      const fetched = await client.fetchAll('1:*', { source: true, envelope: true, bodyStructure: true, flags: true, internalDate: true });
      expect(fetched.map((message) => message.source?.toString('latin1'))).toEqual(folder.messages.map((message) => message.source));
      for (const message of fetched) expect(message.envelope?.messageId).toMatch(/^<.+@.+>$/);
    }
  });

  it('downloads parts, searches, flags, appends, moves and deletes', async () => {
    const server = await startPractice({ sampleMail: true });
    const client = await connectImapFlow(server, 'tls');
    const { exists } = await client.mailboxOpen('INBOX');
    const [uid] = (await client.search({ subject: 'Ports and TLS' }, { uid: true })) || [];
    const part = await client.download(String(uid), '2', { uid: true });
    const chunks: Buffer[] = [];
    for await (const chunk of part.content ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(/^port,protocol,tls\r?\n/);
    expect(await client.messageFlagsAdd(String(uid), ['\\Answered', '$Label1'], { uid: true })).toBe(true);
    const moved = await client.messageMove(String(uid), 'Archive', { uid: true });
    expect(moved === false ? 0 : moved.uidMap?.size).toBe(1);
    const appended = await client.append('Sent', 'Subject: x\r\n\r\nñ\r\n', ['\\Seen'], new Date(0));
    expect(appended === false ? 0 : appended.uid).toBe(4);
    expect(await client.messageDelete('1', { uid: true })).toBe(true);
    expect(server.mailbox.snapshot().ana?.INBOX?.messages).toHaveLength(exists - 2);
    expect(await client.mailboxCreate('Proyectos/Año 2026')).toMatchObject({ created: true });
    expect(await client.status('Proyectos/Año 2026', { messages: true })).toMatchObject({ messages: 0 });
  });

  it('hears of new mail while it idles', async () => {
    const server = await startPractice();
    const client = await connectImapFlow(server, 'none');
    await client.mailboxOpen('INBOX');
    const heard = new Promise<{ count: number }>((resolve) => client.once('exists', resolve));
    void client.idle();
    put(server, 'Subject: new\n\n');
    expect((await heard).count).toBe(1);
  });
});

describe('nodemailer', () => {
  it.each(['LOGIN', 'PLAIN', 'CRAM-MD5'])('sends after STARTTLS with %s', async (method) => {
    const server = await startPractice();
    const transport = createTransport({
      host: server.host,
      port: server.smtp.port,
      requireTLS: true,
      authMethod: method,
      auth: { user: 'ana', pass: 'practice' },
      tls: { ca: server.certificate },
    });
    const sent = await transport.sendMail({
      from: 'ana@practice.test',
      to: ['ben@practice.test', '550@practice.test'],
      subject: 'añ',
      text: '.\n..\nlínea',
      attachments: [{ filename: 'a.bin', content: Buffer.alloc(300_000, 7) }],
    });
    expect(sent.accepted).toEqual(['ben@practice.test']);
    expect(sent.rejected).toEqual(['550@practice.test']);
    expect(sent.response).toMatch(/^250 2\.0\.0 Ok: queued as /);
    expect(server.mailbox.accepted[0]?.bytes.length).toBeGreaterThan(400_000);
    expect(server.mailbox.snapshot().ben?.INBOX?.messages[0]?.source).toMatch(/with ESMTPSA id/);
  });
});
