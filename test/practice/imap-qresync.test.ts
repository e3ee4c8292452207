/** QRESYNC (RFC 7162 §3.2): what went while nobody looked, told in one line. */
import { describe, expect, it } from 'vitest';
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import { dialImap, startPractice } from './practice-fixture.ts';

const message = (number: number) => Buffer.from(`Subject: message ${number}\r\n\r\nbody ${number}\r\n`);

function inboxOf(server: PracticeServer, count: number) {
  const [ana] = server.accounts;
  if (!ana) throw new Error('the practice server has no account');
  const { inbox } = server.mailbox.mailboxOf(ana);
  for (let number = 1; number <= count; number += 1) inbox.append({ bytes: message(number), internalDate: 0 });
  return inbox;
}

/** The inbox with five messages, and what a client knew before the second and fourth went and the third was flagged. */
async function changedInbox() {
  const server = await startPractice();
  const inbox = inboxOf(server, 5);
  const known = { uidValidity: inbox.uidValidity, modseq: inbox.highestModseq };
  inbox.expunge(inbox.messages.filter(({ uid }) => uid === 2 || uid === 4));
  const third = inbox.messages.find(({ uid }) => uid === 3);
  if (third) inbox.setFlags(third, ['\\Flagged']);
  return { server, inbox, known };
}

describe('a client that resynchronises quickly', () => {
  it('is offered it, and nowhere without what it stands on', async () => {
    expect(await (await dialImap(await startPractice())).command('CAPABILITY')).toMatch(/ QRESYNC\b/);
    for (const without of [['QRESYNC'], ['CONDSTORE'], ['ENABLE']]) {
      const client = await dialImap(await startPractice({ imap: { without } }));
      expect(await client.command('CAPABILITY')).not.toMatch(/ QRESYNC\b/);
    }
  });

  it('enables it and has CONDSTORE with it', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.command('ENABLE QRESYNC')).toMatch(/^\* ENABLED .*QRESYNC\r\n/m);
  });

  it('hears with SELECT what vanished and what changed since', async () => {
    const { server, inbox, known } = await changedInbox();
    const client = await dialImap(server);
    await client.command('ENABLE QRESYNC');
    const answer = await client.command(`SELECT INBOX (QRESYNC (${known.uidValidity} ${known.modseq}))`);
    expect(answer).toContain('* VANISHED (EARLIER) 2,4\r\n');
    expect(answer).toMatch(/\* 2 FETCH \(UID 3 FLAGS \(\\Flagged[^)]*\) MODSEQ \(\d+\)\)\r\n/);
    expect(answer).not.toMatch(/FETCH \(UID [15] /);
    expect(answer.indexOf('VANISHED')).toBeGreaterThan(answer.indexOf(`HIGHESTMODSEQ ${inbox.highestModseq}`));
  });

  it('hears of those alone that it holds', async () => {
    const { server, known } = await changedInbox();
    const client = await dialImap(server);
    await client.command('ENABLE QRESYNC');
    const answer = await client.command(`SELECT INBOX (QRESYNC (${known.uidValidity} ${known.modseq} 1:2 (1,2 1,2)))`);
    expect(answer).toContain('* VANISHED (EARLIER) 2\r\n');
    expect(answer).not.toContain('FETCH');
  });

  it('hears nothing of the past of a folder that was numbered anew', async () => {
    const { server, known } = await changedInbox();
    const client = await dialImap(server);
    await client.command('ENABLE QRESYNC');
    const answer = await client.command(`SELECT INBOX (QRESYNC (${known.uidValidity + 1} ${known.modseq}))`);
    expect(answer).not.toMatch(/VANISHED|FETCH/);
    expect(answer).toContain(`[UIDVALIDITY ${known.uidValidity}]`);
  });

  it('asks with UID FETCH for what vanished among certain messages', async () => {
    const { server, known } = await changedInbox();
    const client = await dialImap(server);
    await client.command('ENABLE QRESYNC');
    await client.command('SELECT INBOX');
    const answer = await client.command(`UID FETCH 3:* (FLAGS) (CHANGEDSINCE ${known.modseq} VANISHED)`);
    expect(answer).toMatch(/^\* VANISHED \(EARLIER\) 4\r\n\* 2 FETCH \(UID 3 /);
  });

  it('is told VANISHED instead of EXPUNGE, whichever client removes', async () => {
    const server = await startPractice();
    const inbox = inboxOf(server, 4);
    const client = await dialImap(server);
    await client.command('ENABLE QRESYNC');
    await client.command('SELECT INBOX');
    await client.command('UID STORE 2:3 +FLAGS.SILENT (\\Deleted)');
    expect(await client.command('UID EXPUNGE 2:3')).toMatch(/^\* VANISHED 2:3\r\n\S+ OK/);
    inbox.expunge(inbox.messages.filter(({ uid }) => uid === 4));
    const answer = await client.command('NOOP');
    expect(answer).toMatch(/^\* VANISHED 4\r\n/);
    expect(answer).not.toContain('EXPUNGE');
  });

  it('is told EXPUNGE as ever when it has not enabled it, and may not use what it brings', async () => {
    const { server, known } = await changedInbox();
    const client = await dialImap(server);
    expect(await client.command(`SELECT INBOX (QRESYNC (${known.uidValidity} ${known.modseq}))`)).toMatch(/ BAD /);
    await client.command('SELECT INBOX');
    expect(await client.command(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${known.modseq} VANISHED)`)).toMatch(/ BAD /);
    await client.command('UID STORE 1 +FLAGS.SILENT (\\Deleted)');
    expect(await client.command('EXPUNGE')).toMatch(/^\* 1 EXPUNGE\r\n/);
  });

  it('is told that the folder before is closed when it opens another', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.command('SELECT INBOX')).not.toContain('[CLOSED]');
    expect(await client.command('SELECT Archive')).toMatch(/^\* OK \[CLOSED\]/);
  });

  it.each(['SELECT INBOX (QRESYNC)', 'SELECT INBOX (QRESYNC (0 5))', 'SELECT INBOX (QRESYNC (1))', 'SELECT INBOX (QRESYNC (1 2 3:x))'])(
    'is refused %s',
    async (command) => {
      const client = await dialImap(await startPractice());
      await client.command('ENABLE QRESYNC');
      expect(await client.command(command)).toMatch(/ BAD /);
    },
  );
});
