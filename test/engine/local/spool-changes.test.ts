/** A spool that is changed: by us, by others meanwhile, and killed at every step. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { FailureError, failure } from '../../../electron/contract/failure.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { createDotlock } from '../../../electron/engine/local/spool/dotlock.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { createHome, delivered, type Home } from './spool-fixture.ts';

let home: Home;
afterEach(() => home.done());

const uidsOf = async (mailbox: LocalMailbox, path = 'INBOX') => (await mailbox.look(path)).messages.map(({ uid }) => uid);
const subjectsIn = (text: string) => [...text.matchAll(/^Subject: (.*)$/gm)].map(([, subject]) => subject);
const plain = [1, 2, 3].map((number) => delivered(number, number === 3 ? { header: 'X-Status: F\nStatus: O\n' } : {})).join('');

describeWithServers(['dotlockfile'], 'a spool that is changed', () => {
  it('keeps a Content-Length without which a message would be read otherwise', async () => {
    for (const body of ['Hello.\nFrom here on.\n', 'Hello.\n>>From here on.\n']) {
      home = createHome(
        delivered(1, { header: `Content-Length: ${body.length}\n`, body }) + delivered(2, { header: 'Content-Length: 11\n' }),
      );
      const mailbox = home.open();
      await mailbox.look('INBOX');
      const before = await mailbox.read('INBOX', 1);
      await mailbox.setFlags('INBOX', [1], { add: ['\\Seen'] });
      expect(home.text().match(/^Content-Length: .*$/gm)).toEqual([`Content-Length: ${body.length}`]);
      expect((await mailbox.read('INBOX', 1))?.toString()).toBe(before?.toString().replace('\n\nHello', '\nStatus: RO\n\nHello'));
      home.done();
    }
    home = createHome();
  });

  /** Stands in for a kill: what comes after the step is not done, and the lock stays. */
  class Killed extends Error {}

  it('waits while another program holds the lock, and goes on from what that one leaves', async () => {
    home = createHome(plain);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    writeFileSync(`${home.spool}.lock`, `${process.ppid}\n`);
    const marked = mailbox.setFlags('INBOX', [1], { add: ['\\Seen'] });
    appendFileSync(home.spool, delivered(4));
    rmSync(`${home.spool}.lock`);
    await marked;
    expect(subjectsIn(home.text())).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
    expect(home.text().match(/^Status: RO$/gm)).toHaveLength(1);
  });

  it('is changed where its messages stand now, also where another program has put the time back', async () => {
    home = createHome(plain);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    const { atime, mtime } = statSync(home.spool);
    writeFileSync(home.spool, [delivered(2), delivered(1), plain.slice(delivered(1).length + delivered(2).length)].join(''));
    utimesSync(home.spool, atime, mtime);
    await mailbox.remove('INBOX', [1]);
    expect(subjectsIn(home.text())).toEqual(['message 2', 'message 3']);
  });

  it('with messages that are the same to the octet has them all, and what is done to one is done to that one', async () => {
    const twin = delivered(1);
    home = createHome([twin, delivered(2), twin, twin].join(''));
    const mailbox = home.open();
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3, 4]);
    const marked = async () => (await mailbox.look('INBOX')).messages.map(({ uid, flags }) => `${uid} ${flags.join(' ')}`);
    await mailbox.setFlags('INBOX', [3], { add: ['\\Flagged'] });
    expect(await marked()).toEqual(['1 ', '2 ', '3 \\Flagged', '4 ']);
    expect(await mailbox.move('INBOX', [1], 'mbox')).toEqual(new Map([[1, 1]]));
    expect(await marked()).toEqual(['2 ', '3 \\Flagged', '4 ']);
    await mailbox.remove('INBOX', [4]);
    expect(await marked()).toEqual(['2 ', '3 \\Flagged']);
    expect(await mailbox.move('INBOX', [3], 'mbox')).toEqual(new Map([[3, 2]]));
    expect((await mailbox.look('mbox')).messages.map(({ flags }) => flags)).toEqual([[], ['\\Flagged']]);
    expect(subjectsIn(home.text(home.mbox))).toEqual(['message 1', 'message 1']);
  });

  it('with messages that are the same to the octet keeps the numbers of the others when one is moved back', async () => {
    home = createHome([delivered(1), delivered(1), delivered(2)].join(''));
    const mailbox = home.open();
    await mailbox.look('INBOX');
    await mailbox.setFlags('INBOX', [2], { add: ['\\Flagged'] });
    const moved = await mailbox.move('INBOX', [1], 'mbox');
    const back = await mailbox.move('mbox', [...moved.values()], 'INBOX');
    const marks = async (from: LocalMailbox) => (await from.look('INBOX')).messages.map(({ uid, flags }) => `${uid} ${flags.join(' ')}`);
    expect([[...back.values()], await marks(mailbox)]).toEqual([[4], ['2 \\Flagged', '3 ', '4 ']]);
    expect(await marks(home.open())).toEqual(['2 \\Flagged', '3 ', '4 ']);
    // Where no other is like it, it has its number again.
    const alone = await mailbox.move('INBOX', [3], 'mbox');
    expect([...(await mailbox.move('mbox', [...alone.values()], 'INBOX')).values()]).toEqual([3]);
  });

  it('of two messages that are the same keeps one where it was killed while the other was moved', async () => {
    for (const stop of ['extend', 'write', 'cut', 'sync', 'forget', 'copied'] as const) {
      home = createHome([delivered(1), delivered(1)].join(''));
      const dying = home.open({
        onStep: (step) => {
          if (step === stop || step === 'settle') throw new Killed();
        },
      });
      await dying.look('INBOX');
      await dying.move('INBOX', [1], 'mbox').catch(() => {});
      rmSync(`${home.spool}.lock`, { force: true });
      rmSync(`${home.mbox}.lock`, { force: true });
      const next = home.open();
      const left = await uidsOf(next);
      if (left.includes(1)) await next.move('INBOX', [1], 'mbox');
      expect([stop, await uidsOf(next), subjectsIn(home.text(home.mbox))]).toEqual([stop, [2], ['message 1']]);
      home.done();
    }
    home = createHome();
  });

  it('has folders of its own in mail, which are made where one is needed', async () => {
    home = createHome(plain);
    const mailbox = home.open();
    await mailbox.look('INBOX');
    await expect(mailbox.move('INBOX', [1], 'Trash')).rejects.toMatchObject({ failure: { code: 'folder-missing' } });
    await mailbox.createFolder('Trash');
    await mailbox.move('INBOX', [1], 'Trash');
    expect((await mailbox.folders()).map(({ path, role }) => [path, role])).toEqual([
      ['INBOX', 'inbox'],
      ['mbox', 'archive'],
      ['Trash', 'trash'],
    ]);
    const uid = await mailbox.append('Trash', Buffer.from('Subject: sent\r\n\r\nFrom me\r\n'), ['\\Seen'], Date.now());
    expect((await mailbox.read('Trash', uid))?.toString()).toContain('\n>From me\n');
    await expect(mailbox.look('../spool')).rejects.toMatchObject({ failure: { code: 'folder-name-unusable' } });
  });

  it('is whole after a kill at every step of every change, also with mail delivered before the next start', async () => {
    const changes: Readonly<Record<string, (mailbox: LocalMailbox) => Promise<unknown>>> = {
      longer: (mailbox) => mailbox.setFlags('INBOX', [1, 2], { add: ['\\Seen', '\\Flagged'] }),
      shorter: (mailbox) => mailbox.remove('INBOX', [2]),
      moved: (mailbox) => mailbox.move('INBOX', [1, 3], 'mbox'),
    };
    let kills = 0;
    for (const [name, change] of Object.entries(changes))
      for (const arrives of [false, true])
        for (let at = 0; ; at += 1) {
          home = createHome(plain);
          let step = 0;
          const dying = home.open({
            onStep: () => {
              step += 1;
              if (step > at) throw new Killed();
            },
          });
          await dying.look('INBOX');
          const ended = await change(dying).then(
            () => 'done',
            () => 'killed',
          );
          if (arrives) appendFileSync(home.spool, delivered(4));
          rmSync(`${home.spool}.lock`, { force: true });
          rmSync(`${home.mbox}.lock`, { force: true });
          const next = home.open();
          await next.look('INBOX');
          // The user's change is asked for again, as the journal of operations does.
          const there = new Set(await uidsOf(next));
          if (name === 'longer') await next.setFlags('INBOX', [1, 2], { add: ['\\Seen', '\\Flagged'] });
          if (name === 'shorter' && there.has(2)) await next.remove('INBOX', [2]);
          if (name === 'moved') {
            const left = [1, 3].filter((uid) => there.has(uid));
            if (left.length > 0) await next.move('INBOX', left, 'mbox');
          }
          const spool = subjectsIn(home.text());
          const mbox = subjectsIn(home.text(home.mbox));
          const late = arrives ? ['message 4'] : [];
          const expected = {
            longer: [['message 1', 'message 2', 'message 3', ...late], []],
            shorter: [['message 1', 'message 3', ...late], []],
            moved: [
              ['message 2', ...late],
              ['message 1', 'message 3'],
            ],
          }[name];
          expect([spool, mbox], `${name}, killed before step ${at + 1}, ${arrives ? 'with' : 'without'} mail`).toEqual(expected);
          expect(home.text()).not.toContain('\0');
          home.done();
          if (ended === 'done') break;
          kills += 1;
        }
    expect(kills).toBeGreaterThan(25);
    home = createHome();
  });

  it('is freed of the lock of a program that is no more, also where only looked at, and of no other', async () => {
    const over = spawnSync(process.execPath, ['--version']).pid;
    for (const path of ['INBOX', 'mbox']) {
      home = createHome(plain);
      const file = path === 'mbox' ? home.mbox : home.spool;
      if (path === 'mbox') writeFileSync(file, delivered(9));
      writeFileSync(`${file}.lock`, `${over}\n`);
      await home.open().look(path);
      expect(existsSync(`${file}.lock`)).toBe(false);
      writeFileSync(`${file}.lock`, `${process.ppid}\n`);
      await home.open().look(path);
      expect(readFileSync(`${file}.lock`, 'utf8')).toBe(`${process.ppid}\n`);
      home.done();
    }
    home = createHome();
  });

  it('is freed of a lock with the number of this program that was there before it began, and of no other such lock', async () => {
    const write = (age: number) => {
      writeFileSync(`${home.spool}.lock`, `${process.pid}\n`);
      const then = new Date(Date.now() - age);
      utimesSync(`${home.spool}.lock`, then, then);
    };
    for (const isLookedAt of [true, false]) {
      home = createHome(plain);
      write(process.uptime() * 1_000 + 60_000);
      const mailbox = home.open();
      if (isLookedAt) {
        await mailbox.look('INBOX');
        expect(existsSync(`${home.spool}.lock`)).toBe(false);
      }
      await mailbox.setFlags('INBOX', [1], { add: ['\\Flagged'] });
      expect(existsSync(`${home.spool}.lock`)).toBe(false);
      home.done();
    }
    home = createHome(plain);
    // Of a program elsewhere that has the same number, as in another container.
    write(0);
    await home.open().look('INBOX');
    expect(existsSync(`${home.spool}.lock`)).toBe(true);
    rmSync(`${home.spool}.lock`);
    // One that cannot be read, as those of Postfix, is of somebody else.
    mkdirSync(`${home.spool}.lock`);
    const lock = createDotlock('/usr/bin/dotlockfile', systemClock);
    await expect(lock(home.spool, 0)).rejects.toMatchObject({ failure: { code: 'mailbox-locked' } });
    rmdirSync(`${home.spool}.lock`);
    // Of this program, however the time of the disk differs.
    const held = await lock(home.spool);
    write(process.uptime() * 1_000 + 60_000);
    await home.open().look('INBOX');
    expect(await held.keep()).toBe(true);
    await held.unlock();
    expect(existsSync(`${home.spool}.lock`)).toBe(false);
  }, 120_000);

  it('can be read, and says that it is locked, where a pipe or a link stands in the place of its lock', async () => {
    home = createHome(plain);
    const lockFile = `${home.spool}.lock`;
    const pipe = join(home.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const put of [
      () => execFileSync('mkfifo', [lockFile]),
      () => symlinkSync(pipe, lockFile),
      () => symlinkSync('/dev/zero', lockFile),
    ]) {
      put();
      const mailbox = home.open();
      expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
      // No program is asked, which would wait for the pipe.
      const lock = createDotlock(join(home.folder, 'none'), systemClock);
      await expect(lock(home.spool, 0)).rejects.toMatchObject({ failure: { code: 'mailbox-locked', permanent: false } });
      rmSync(lockFile);
    }
    expect(home.text()).toBe(plain);
  }, 300_000);

  it('keeps what is delivered after the lock was lost, and the lock of the program that has it then', async () => {
    home = createHome(plain);
    const mailbox = home.open({
      onStep: (step) => {
        if (step !== 'cut') return;
        writeFileSync(`${home.spool}.lock`, `${process.ppid}\n`);
        appendFileSync(home.spool, delivered(4));
      },
    });
    await mailbox.look('INBOX');
    await expect(mailbox.remove('INBOX', [1])).rejects.toMatchObject({ failure: { code: 'mailbox-disturbed', permanent: false } });
    expect(existsSync(`${home.spool}.lock`)).toBe(true);
    rmSync(`${home.spool}.lock`);
    await home.open().look('INBOX');
    expect(subjectsIn(home.text())).toEqual(['message 2', 'message 3', 'message 4']);
  });

  it('from which a message cannot be moved keeps it, without a copy for each try, and can be read', async () => {
    home = createHome(plain);
    const full = () => Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const mailbox = home.open({
      onStep: (step) => {
        if (step === 'journal') throw full();
      },
    });
    await mailbox.look('INBOX');
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(mailbox.move('INBOX', [2], 'mbox')).rejects.toMatchObject({ failure: { code: 'disk-full' } });
      expect([home.text(), home.text(home.mbox)]).toEqual([plain, '']);
    }
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
    await home.open().move('INBOX', [2], 'mbox');
    expect([subjectsIn(home.text()), subjectsIn(home.text(home.mbox))]).toEqual([['message 1', 'message 3'], ['message 2']]);
  });

  it('can be read while what was begun cannot be ended, and is changed when it can', async () => {
    for (const stop of ['write', 'copied'] as const) {
      home = createHome(plain);
      const dying = home.open({
        onStep: (step) => {
          if (step === stop || step === 'settle') throw new Killed();
        },
      });
      await dying.look('INBOX');
      await expect(dying.move('INBOX', [3], 'mbox')).rejects.toBeDefined();
      rmSync(`${home.spool}.lock`, { force: true });
      let isFree = false;
      const taken = new FailureError(failure('mailbox-locked', { protocol: 'mbox', permanent: false }));
      const lock = createDotlock('/usr/bin/dotlockfile', systemClock);
      const next = home.open({ lock: (file, wait) => (isFree ? lock(file, wait) : Promise.reject(taken)) });
      expect((await next.look('INBOX')).messages.length).toBeGreaterThan(1);
      await expect(next.remove('INBOX', [1])).rejects.toMatchObject({ failure: { code: 'mailbox-locked' } });
      isFree = true;
      await next.remove('INBOX', [1]);
      expect([subjectsIn(home.text()), subjectsIn(home.text(home.mbox))]).toEqual([['message 2'], ['message 3']]);
      home.done();
    }
    home = createHome();
  });

  it('is not locked out by a damaged note of what was under way', async () => {
    home = createHome(plain);
    await home.open().look('INBOX');
    writeFileSync(join(home.folder, 'own', 'move'), '{"path":"INB');
    const mailbox = home.open();
    expect(await uidsOf(mailbox)).toEqual([1, 2, 3]);
    await mailbox.move('INBOX', [1], 'mbox');
    expect(subjectsIn(home.text(home.mbox))).toEqual(['message 1']);
  });

  it('that another program has changed after a kill is left as that one left it', async () => {
    home = createHome(plain);
    const dying = home.open({
      onStep: (step) => {
        if (step === 'write') throw new Killed();
      },
    });
    await dying.look('INBOX');
    await expect(dying.remove('INBOX', [1])).rejects.toBeDefined();
    rmSync(`${home.spool}.lock`, { force: true });
    const foreign = plain.replace(delivered(2), '').replace('message 3', 'MESSAGE 3');
    writeFileSync(home.spool, foreign);
    const next = home.open();
    const told = await next.look('INBOX').catch((error: unknown) => error);
    expect(told).toMatchObject({ failure: { code: 'mailbox-rewritten', detail: { path: home.spool } } });
    // What stood there is kept, and named.
    const { failure: said } = told as FailureError;
    expect(readFileSync(String(said.detail?.kept), 'latin1')).toContain('Subject: message 2');
    await next.setFlags('INBOX', [], {});
    expect(subjectsIn(home.text())).toEqual(['message 1', 'MESSAGE 3']);
  });
});
