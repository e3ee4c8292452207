/** A spool that is read, marked and emptied: what others do to it meanwhile, and what `mail` (s-nail) leaves of it. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { createHome, delivered, type Home, inMail } from './spool-fixture.ts';

let home: Home;
afterEach(() => home.done());

const uidsOf = async (mailbox: LocalMailbox, path = 'INBOX') => (await mailbox.look(path)).messages.map(({ uid }) => uid);
const plain = [1, 2, 3].map((number) => delivered(number, number === 3 ? { header: 'X-Status: F\nStatus: O\n' } : {})).join('');

describe('a spool that is only read', () => {
  it('lists its messages with marks, dates and sizes, and stays as it is to the octet', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    const { messages } = await mailbox.look('INBOX');
    expect(messages.map(({ uid, flags }) => [uid, flags])).toEqual([
      [1, []],
      [2, []],
      [3, ['\\Flagged']],
    ]);
    expect(messages[0]?.date).toBe(new Date(2015, 0, 29, 13, 2, 1).getTime());
    const raw = await mailbox.read('INBOX', 2);
    expect(raw?.toString()).toBe(delivered(2).split('\n').slice(1).join('\n').slice(0, -1));
    expect(raw?.length).toBe(messages[1]?.size);
    expect(await mailbox.fromLine('INBOX', 2)).toBe('From ana@example.test Thu Jan 29 13:02:02 2015');
    expect(await mailbox.fromLine('INBOX', 9)).toBe(null);
    await mailbox.setFlags('INBOX', [1], { add: ['\\Seen'] });
    expect((await mailbox.look('INBOX')).messages[0]?.flags).toEqual(['\\Seen']);
    await expect(mailbox.remove('INBOX', [1])).rejects.toMatchObject({ failure: { code: 'mailbox-read-only' } });
    await expect(mailbox.move('INBOX', [1], 'mbox')).rejects.toMatchObject({ failure: { code: 'mailbox-read-only' } });
    expect(home.text()).toBe(plain);
    // Marks are kept for the next start.
    expect((await home.open({ lock: null }).look('INBOX')).messages[0]?.flags).toEqual(['\\Seen']);
  });

  it('keeps the numbers of its messages while others deliver, delete and mark, also over a start', async () => {
    home = createHome(plain);
    expect(await uidsOf(home.open({ lock: null }))).toEqual([1, 2, 3]);
    const mailbox = home.open({ lock: null });
    writeFileSync(home.spool, home.text().replace(delivered(2), '').replace('To: ben', 'Status: RO\nTo: ben'));
    appendFileSync(home.spool, delivered(4));
    await expect.poll(() => uidsOf(mailbox), { timeout: 60_000 }).toEqual([1, 3, 4]);
    expect((await mailbox.look('INBOX')).messages[0]?.flags).toEqual(['\\Seen']);
    expect((await mailbox.read('INBOX', 4))?.toString()).toContain('Subject: message 4');
    rmSync(home.spool);
    expect(await uidsOf(mailbox)).toEqual([]);
    appendFileSync(home.spool, delivered(4));
    await expect.poll(() => uidsOf(mailbox), { timeout: 60_000 }).toEqual([4]);
  });

  it('that another program takes away and makes again has the numbers and marks that it had, also after a start', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    await mailbox.look('INBOX');
    await mailbox.setFlags('INBOX', [1, 2], { add: ['\\Seen'] });
    rmSync(home.spool);
    expect(await uidsOf(mailbox)).toEqual([]);
    // Half of it is there when it is looked at, as while another program writes it.
    writeFileSync(home.spool, delivered(1));
    const past = new Date(Date.now() - 60_000);
    utimesSync(home.spool, past, past);
    const again = home.open({ lock: null });
    expect(await uidsOf(again)).toEqual([1]);
    writeFileSync(home.spool, plain);
    utimesSync(home.spool, past, past);
    expect((await again.look('INBOX')).messages).toMatchObject([
      { uid: 1, flags: ['\\Seen'] },
      { uid: 2, flags: ['\\Seen'] },
      { uid: 3, flags: ['\\Flagged'] },
    ]);
  });

  it('is read anew where another program has written into it and put the time back, as mutt does', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
    const { atime, mtime } = statSync(home.spool);
    writeFileSync(home.spool, [delivered(2), delivered(1), plain.slice(delivered(1).length + delivered(2).length)].join(''));
    utimesSync(home.spool, atime, mtime);
    await mailbox.look('INBOX');
    expect((await mailbox.readHeader('INBOX', 1))?.toString()).toContain('Subject: message 1');
    expect((await mailbox.read('INBOX', 2))?.toString()).toContain('Subject: message 2');
  });

  it('shows no message that is only half delivered', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    await expect.poll(() => uidsOf(mailbox), { timeout: 60_000 }).toEqual([1, 2, 3]);
    const next = delivered(4, { body: 'first half\n\nsecond half\n' });
    appendFileSync(home.spool, next.slice(0, -20));
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
    appendFileSync(home.spool, next.slice(-20));
    await expect.poll(() => uidsOf(mailbox), { timeout: 60_000 }).toEqual([1, 2, 3, 4]);
    expect((await mailbox.read('INBOX', 4))?.toString()).toContain('second half\n');
  });

  it('tells at once of what comes', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    await mailbox.look('INBOX');
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = mailbox.watch('INBOX', resolve);
    appendFileSync(home.spool, delivered(4));
    await promise;
    end();
  });

  it('shows its newest message also where its time is ahead of the clock', async () => {
    home = createHome(plain);
    const ahead = new Date(Date.now() + 3_600_000);
    utimesSync(home.spool, ahead, ahead);
    expect(await home.open({ lock: null }).look('INBOX')).toMatchObject({
      messages: [{ uid: 1 }, { uid: 2 }, { uid: 3 }],
      isUnsettled: false,
    });
  });

  it('keeps its numbers where another program writes fields of its own', async () => {
    home = createHome(plain);
    const mailbox = home.open({ lock: null });
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
    const theirs = 'X-IMAPbase: 1796031574 3\nX-UID: 1\nX-Keywords: a\n b\nContent-Length: 11\nLines: 1\n';
    writeFileSync(home.spool, home.text().replace('To: ben', `${theirs}To: ben`));
    const past = new Date(Date.now() - 60_000);
    utimesSync(home.spool, past, past);
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
  });

  it.skipIf(process.platform === 'win32')('that is a pipe is refused, and waits for nobody', async () => {
    home = createHome();
    execFileSync('mkfifo', [home.spool]);
    await expect(home.open({ lock: null }).look('INBOX')).rejects.toMatchObject({ failure: { code: 'file-unreadable' } });
  });

  it('that is no mailbox says so', async () => {
    home = createHome('%PDF-1.4\n');
    await expect(home.open({ lock: null }).look('INBOX')).rejects.toMatchObject({ failure: { code: 'not-a-mailbox' } });
  });
});

describeWithServers(['s-nail', 'dotlockfile'], 'what is done to a spool is what mail (s-nail) does', () => {
  type Deed = readonly [commands: readonly string[], deed: (mailbox: LocalMailbox) => Promise<unknown>, settings?: readonly string[]];
  const deeds: Readonly<Record<string, Deed>> = {
    'marked as read': [['seen 2'], (mailbox) => mailbox.setFlags('INBOX', [2], { add: ['\\Seen'] }), ['hold']],
    flagged: [['flag 1'], (mailbox) => mailbox.setFlags('INBOX', [1], { add: ['\\Flagged'] }), ['hold']],
    'no more flagged': [['unflag 3'], (mailbox) => mailbox.setFlags('INBOX', [3], { remove: ['\\Flagged'] }), ['hold']],
    answered: [['answered 2'], (mailbox) => mailbox.setFlags('INBOX', [2], { add: ['\\Answered'] }), ['hold']],
    'flagged, answered and a draft': [
      ['answered 3', 'draft 3'],
      (mailbox) => mailbox.setFlags('INBOX', [3], { add: ['\\Answered', '\\Draft'] }),
      ['hold'],
    ],
    deleted: [['delete 2'], (mailbox) => mailbox.remove('INBOX', [2]), ['hold']],
    'all deleted': [['delete 1-3'], (mailbox) => mailbox.remove('INBOX', [1, 2, 3]), ['hold']],
    'moved to mbox': [['mbox 2'], (mailbox) => mailbox.move('INBOX', [2], 'mbox'), ['hold']],
    'all moved to mbox': [['mbox 1-3'], (mailbox) => mailbox.move('INBOX', [1, 2, 3], 'mbox'), ['hold']],
  };
  it.each(Object.entries(deeds))('%s', async (_, [commands, deed, settings]) => {
    home = createHome(plain);
    const theirs = await inMail(home, commands, settings);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    await deed(mailbox);
    expect(home.text()).toBe(theirs.spool);
    expect(home.text(home.mbox)).toBe(theirs.mbox);
    expect(existsSync(`${home.spool}.lock`)).toBe(false);
  });

  const counted = (number: number, body: string) =>
    delivered(number, { header: `Content-Length: ${body.length}\nLines: ${body.split('\n').length - 1}\n`, body });
  const from = (number: number, line: string) => delivered(number).replace(/^From .*/, line);
  const kinds: Readonly<Record<string, string>> = {
    'mboxo, as Exim and Postfix write it': delivered(1) + delivered(2, { body: 'Hello.\n\n>From here on.\n' }) + delivered(3),
    mboxrd: delivered(1) + delivered(2, { body: '>From here\n>>From there\n' }) + delivered(3),
    mboxcl: counted(1, 'One.\n') + counted(2, 'Two.\n\n>From here on.\n') + counted(3, 'Three.\n'),
    'with a Content-Length that is wrong':
      delivered(1, { header: 'Content-Length: 5000\n' }) + delivered(2, { header: 'content-length: 3\nLines: 900\n' }) + delivered(3),
    'of which some are read':
      delivered(1, { header: 'Status: RO\n' }) + delivered(2, { header: 'STATUS: RO\nX-Status: A\n' }) + delivered(3),
    'with fields of other programs':
      delivered(1, { header: 'X-UID: 4\nX-Keywords: a\n b\n' }) + delivered(2, { header: 'X-Long: a\n b\n\tc\n' }) + delivered(3),
    'with zones and odd dates':
      from(1, 'From ana@example.test Thu Jan  1 13:02 2015') +
      from(2, 'From ana@example.test Thu Jan 29 13:02:02 CET 2015') +
      from(3, 'From MAILER-DAEMON Thu Jan 29 13:02:02 2015 +0100'),
    'in other letters': delivered(1, { body: '\xe9\xff\n' }) + delivered(2, { header: 'X-Name: \xe9\n' }) + delivered(3),
    'with empty texts, and empty lines between': `${delivered(1, { body: '' })}\n${delivered(2, { body: '\n\n' })}\n\n${delivered(3, { body: '' })}`,
  };
  it.each(Object.entries(kinds))('marked, deleted and moved in a spool %s', async (_, content) => {
    home = createHome(content);
    const theirs = await inMail(home, ['seen 1', 'flag 2', 'mbox 2', 'delete 3'], ['hold']);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    await mailbox.setFlags('INBOX', [1], { add: ['\\Seen'] });
    await mailbox.setFlags('INBOX', [2], { add: ['\\Flagged'] });
    await mailbox.move('INBOX', [2], 'mbox');
    await mailbox.remove('INBOX', [3]);
    expect(home.text()).toBe(theirs.spool);
    expect(home.text(home.mbox)).toBe(theirs.mbox);
    expect(await uidsOf(mailbox)).toEqual([1]);
  });

  it('moved behind what is in mbox already', async () => {
    home = createHome(plain);
    writeFileSync(home.mbox, delivered(9));
    const theirs = await inMail(home, ['mbox 3'], ['hold']);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    expect(await mailbox.move('INBOX', [3], 'mbox')).toEqual(new Map([[3, 2]]));
    expect(home.text(home.mbox)).toBe(theirs.mbox);
    expect((await mailbox.read('mbox', 2))?.toString()).toContain('Subject: message 3');
  });
});
