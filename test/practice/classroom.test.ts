/** What lessons need of the practice server: the way in for mail of strangers, the box that hides STARTTLS, and names. */
import { Resolver } from 'node:dns/promises';
import { expect, it, onTestFinished } from 'vitest';
import { connectLineClient } from '../servers/line-client.ts';
import { smtpReply, startPractice } from './practice-fixture.ts';

async function startClassroom() {
  const server = await startPractice({ classroom: true });
  const { classroom } = server;
  if (!classroom) throw new Error('no classroom');
  const dialAt = async (port: number) => {
    const client = await connectLineClient({ endpoint: { host: server.host, port, implicitTls: false } });
    onTestFinished(() => client.destroy());
    await client.expect(smtpReply);
    return client;
  };
  return { server, classroom, dialAt };
}

it('takes mail for its people from strangers, and relays for nobody', async () => {
  const { server, classroom, dialAt } = await startClassroom();
  const client = await dialAt(classroom.mx.port);
  expect(await client.ask('EHLO relay.example', smtpReply)).not.toContain('AUTH');
  await client.ask('MAIL FROM:<a@elsewhere.example>', /^250 .*\r\n/);
  await client.ask('RCPT TO:<b@elsewhere.example>', /^554 5\.7\.1 .*\r\n/);
  await client.ask('RCPT TO:<ana@practice.test>', /^250 .*\r\n/);
  await client.ask('DATA', /^354 .*\r\n/);
  await client.ask('Subject: from outside\r\n\r\nHello.\r\n.', /^250 .*\r\n/);
  expect(JSON.stringify(server.mailbox.snapshot())).toContain('from outside');
});

it('crosses out STARTTLS at its own length, and knows no such command', async () => {
  const { classroom, dialAt } = await startClassroom();
  const client = await dialAt(classroom.stripped.port);
  const offered = await client.ask('EHLO pupil.example', smtpReply);
  expect(offered).toContain('250-XXXXXXXX\r\n');
  expect(offered).not.toContain('STARTTLS');
  expect(offered).toContain('AUTH PLAIN LOGIN');
  await client.ask('STARTTLS', /^500 .*\r\n/);
});

it('answers for the names of the practice domain and refuses the others', async () => {
  const { classroom } = await startClassroom();
  const resolver = new Resolver({ timeout: 20_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${classroom.names.port}`]);
  expect((await resolver.resolveMx('practice.test')).toSorted((left, right) => left.priority - right.priority)).toMatchObject([
    { priority: 10, exchange: 'mx1.practice.test' },
    { priority: 20, exchange: 'mx2.practice.test' },
  ]);
  expect(await resolver.resolve4('mx1.practice.test')).toEqual(['127.0.0.1']);
  expect(await resolver.resolveMx('no-mail.test')).toMatchObject([{ priority: 0, exchange: '' }]);
  await expect(resolver.resolveMx('no-mx.test')).rejects.toMatchObject({ code: 'ENODATA' });
  expect(await resolver.resolve4('NO-MX.test')).toEqual(['127.0.0.1']);
  await expect(resolver.resolve4('nobody.practice.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolver.resolve4('example.org')).rejects.toMatchObject({ code: 'EREFUSED' });
});
