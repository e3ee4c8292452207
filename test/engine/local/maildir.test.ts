/** A Maildir as other programs leave it: names given twice, names that are no text, what is no message; and what is done to its files. */
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { createMaildirMailbox } from '../../../electron/engine/local/maildir/maildir-mailbox.ts';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-maildir-'));
  root = join(folder, 'Maildir');
  for (const of of [root, join(root, '.Lists')]) for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(of, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (allowsChanges = true) =>
  createMaildirMailbox({ path: root, ownFolder: join(folder, 'own'), clock: systemClock, allowsChanges });
const put = (name: string, text: string, ...path: readonly string[]) => writeFileSync(join(root, ...path, 'cur', name), text);
/** What lies in a folder: the texts of its files. */
const texts = (...path: readonly string[]) =>
  ['new', 'cur'].flatMap((name) => {
    const place = join(root, ...path, name);
    return readdirSync(place).map((entry) => readFileSync(join(place, entry), 'latin1'));
  });
const seen = { add: ['\\Seen'] };
/** Texts of the messages by their numbers, as the mailbox answers them. */
const shown = async (mailbox: ReturnType<typeof open>, path = 'INBOX') => {
  const { messages } = await mailbox.look(path);
  return new Map(await Promise.all(messages.map(async ({ uid }) => [uid, String(await mailbox.read(path, uid))] as const)));
};
const uidOf = (all: ReadonlyMap<number, string>, text: string) => [...all].find(([, is]) => is === text)?.[0] ?? 0;

describe('two messages of one name', () => {
  it('are both shown, and neither is lost when one is marked as the other is', async () => {
    put('1700000001.M1P1.host:2,', 'one\n');
    put('1700000001.M1P1.host:2,S', 'other\n');
    const mailbox = open();
    const before = await shown(mailbox);
    expect([...before.values()].sort()).toEqual(['one\n', 'other\n']);
    await mailbox.setFlags('INBOX', [uidOf(before, 'one\n')], seen);
    expect(texts().sort()).toEqual(['one\n', 'other\n']);
    const after = await mailbox.look('INBOX');
    expect(after.messages.map(({ flags }) => flags)).toEqual([['\\Seen'], ['\\Seen']]);
    // A number names the message that it named, or none.
    for (const [uid, text] of await shown(mailbox)) expect([undefined, text]).toContain(before.get(uid));
    await mailbox.setFlags('INBOX', [...(await shown(mailbox)).keys()], { remove: ['\\Seen'] });
    expect(texts().sort()).toEqual(['one\n', 'other\n']);
  });

  it('keep their numbers while other programs rename them', async () => {
    put('1700000001.M1P1.host:2,', 'one\n');
    put('1700000001.M1P1.host:2,S', 'other\n');
    const mailbox = open();
    const before = await shown(mailbox);
    renameSync(join(root, 'cur', '1700000001.M1P1.host:2,'), join(root, 'cur', '1700000001.M1P1.host:2,T'));
    expect(await shown(mailbox)).toEqual(before);
    expect(await shown(open())).toEqual(before);
  });

  it('in two folders are both there after one is moved to the other', async () => {
    put('1700000001.M1P1.host:2,S', 'one\n');
    put('1700000001.M1P1.host:2,S', 'other\n', '.Lists');
    const mailbox = open();
    const uids = await mailbox.move('INBOX', [...(await shown(mailbox)).keys()], 'Lists');
    expect([texts(), texts('.Lists').sort()]).toEqual([[], ['one\n', 'other\n']]);
    expect(await mailbox.read('Lists', uids.get(1) ?? 0)).toEqual(Buffer.from('one\n'));
  });
});

describe('two names of one message', () => {
  it('are one message, and a move that was cut off between them is finished by the next', async () => {
    put('1700000001.M1P1.host:2,', 'one\n');
    const mailbox = open();
    expect(await shown(mailbox)).toEqual(new Map([[1, 'one\n']]));
    linkSync(join(root, 'cur', '1700000001.M1P1.host:2,'), join(root, 'cur', '1700000001.M1P1.host:2,S'));
    expect(await shown(mailbox)).toEqual(new Map([[1, 'one\n']]));
    unlinkSync(join(root, 'cur', '1700000001.M1P1.host:2,S'));
    linkSync(join(root, 'cur', '1700000001.M1P1.host:2,'), join(root, '.Lists', 'cur', '1700000001.M1P1.host:2,'));
    expect(await mailbox.move('INBOX', [1], 'Lists')).toEqual(new Map([[1, 1]]));
    expect([texts(), texts('.Lists')]).toEqual([[], ['one\n']]);
  });

  // Which of the names is read last is up to the file system: each of them is what a change leads to.
  const names = ['1700000001.M1P1.host:2,', '1700000001.M1P1.host:2,S'];
  it.each(names)('are one again after a change that leads to %s', async (name) => {
    put(names[0] ?? '', 'one\n');
    linkSync(join(root, 'cur', names[0] ?? ''), join(root, 'cur', names[1] ?? ''));
    const mailbox = open();
    await mailbox.look('INBOX');
    await mailbox.setFlags('INBOX', [1], name.endsWith('S') ? seen : { remove: ['\\Seen'] });
    expect(readdirSync(join(root, 'cur'))).toEqual([name]);
    expect([readdirSync(join(root, 'tmp')), await shown(mailbox)]).toEqual([[], new Map([[1, 'one\n']])]);
  });

  it('go both with the message, whether it is removed or moved', async () => {
    for (const number of [1, 2]) {
      put(`170000000${number}.M1P1.host:2,`, `${number}\n`);
      linkSync(join(root, 'cur', `170000000${number}.M1P1.host:2,`), join(root, 'cur', `170000000${number}.M1P1.host:2,FS`));
    }
    const mailbox = open();
    await mailbox.look('INBOX');
    await mailbox.remove('INBOX', [1]);
    await mailbox.move('INBOX', [2], 'Lists');
    expect([texts(), texts('.Lists')]).toEqual([[], ['2\n']]);
  });

  it('of which another program takes one away meanwhile leave the message under the other', async () => {
    for (const gone of names) {
      put(names[0] ?? '', 'one\n');
      linkSync(join(root, 'cur', names[0] ?? ''), join(root, 'cur', names[1] ?? ''));
      for (const marks of [seen, { remove: ['\\Seen'] }]) {
        const mailbox = open();
        await mailbox.look('INBOX');
        if (readdirSync(join(root, 'cur')).length > 1) unlinkSync(join(root, 'cur', gone));
        await mailbox.setFlags('INBOX', [1], marks);
        expect(texts()).toEqual(['one\n']);
      }
      rmSync(join(root, 'cur', readdirSync(join(root, 'cur'))[0] ?? ''));
    }
  });
});

describe('what is no message', () => {
  it('is passed over: folders, and links that lead nowhere or in a circle', async () => {
    put('1700000001.M1P1.host:2,', 'one\n');
    mkdirSync(join(root, 'cur', '1700000002.M1P1.host:2,'));
    mkdirSync(join(root, 'new', 'folder'));
    symlinkSync('nothing', join(root, 'new', '1700000003.M1P1.host'));
    symlinkSync('1700000004.M1P1.host', join(root, 'new', '1700000004.M1P1.host'));
    expect(await shown(open())).toEqual(new Map([[1, 'one\n']]));
  });
});

describe('a name that is no text', () => {
  // Other systems have no such names.
  it.skipIf(process.platform !== 'linux')('is a name all the same: read, marked, moved, and numbered as before', async () => {
    const name = Buffer.concat([Buffer.from(`${root}/cur/1700000001.M1P1.h`), Buffer.from([0xf6, 0xff]), Buffer.from('st:2,')]);
    writeFileSync(name, 'one\n');
    put('1700000002.M1P1.höst:2,', 'two\n');
    const mailbox = open();
    expect(await shown(mailbox)).toEqual(
      new Map([
        [1, 'one\n'],
        [2, 'two\n'],
      ]),
    );
    await mailbox.setFlags('INBOX', [1, 2], seen);
    expect((await mailbox.look('INBOX')).messages.map(({ uid, flags }) => [uid, flags])).toEqual([
      [1, ['\\Seen']],
      [2, ['\\Seen']],
    ]);
    expect(readdirSync(join(root, 'cur'))).toContain('1700000002.M1P1.höst:2,S');
    // As it was written before names were taken as octets.
    const [list = ''] = readdirSync(join(folder, 'own')).filter((file) => file.endsWith('.uids'));
    expect(readFileSync(join(folder, 'own', list), 'latin1')).toContain('\n2 1700000002.M1P1.h%C3%B6st\n');
    expect((await mailbox.move('INBOX', [1], 'Lists')).get(1)).toBe(1);
    expect(await shown(mailbox, 'Lists')).toEqual(new Map([[1, 'one\n']]));
    await mailbox.remove('Lists', [1]);
    expect(texts('.Lists')).toEqual([]);
  });
});

describe('a folder whose name is not in ASCII', () => {
  it('is shown as the server that made it shows it, has the mail in it, and is made as that would make it', async () => {
    // Courier and Dovecot; a program that writes names as they are; what is no encoding.
    const names = { 'Lixo eletr&APQ-nico': 'Lixo eletrônico', 'R&-D': 'R&D', Börse: 'Börse', 'A&B': 'A&B', 'Lists.&bUuL1Q-': 'Lists.测试' };
    for (const name of Object.keys(names)) {
      for (const place of ['cur', 'new', 'tmp']) mkdirSync(join(root, `.${name}`, place), { recursive: true });
      put('1700000001.M1P1.host:2,S', `in ${name}\n`, `.${name}`);
    }
    const mailbox = open();
    expect((await mailbox.folders()).map(({ path, name }) => [path, name]).sort()).toEqual(
      [['INBOX', 'INBOX'], ['Lists', 'Lists'], ...Object.values(names).map((path) => [path, path.replace('Lists.', '')])].sort(),
    );
    for (const [name, path] of Object.entries(names)) {
      expect(await shown(mailbox, path)).toEqual(new Map([[1, `in ${name}\n`]]));
      // Also where the list was not asked for.
      expect(await shown(open(), path)).toEqual(new Map([[1, `in ${name}\n`]]));
    }
    await mailbox.createFolder('Rascunhos não enviados');
    await mailbox.move('Lixo eletrônico', [1], 'Rascunhos não enviados');
    expect(texts('.Rascunhos n&AOM-o enviados')).toEqual(['in Lixo eletr&APQ-nico\n']);
  });
});

describe('a change of many messages', () => {
  it('reads the folder once, not once for each of them', async () => {
    const numbers = Array.from({ length: 100 }, (_, at) => at + 1);
    for (const number of numbers) put(`17000000${String(number).padStart(3, '0')}.M1P1.host:2,`, `${number}\n`);
    // Asked for the time at every look at the folder.
    let looks = 0;
    const clock = {
      ...systemClock,
      now: () => {
        looks += 1;
        return systemClock.now();
      },
    };
    const mailbox = createMaildirMailbox({ path: root, ownFolder: join(folder, 'own'), clock, allowsChanges: true });
    await mailbox.look('INBOX');
    looks = 0;
    await mailbox.setFlags('INBOX', numbers, seen);
    expect((await mailbox.look('INBOX')).messages.every(({ flags }) => flags.includes('\\Seen'))).toBe(true);
    await mailbox.move('INBOX', numbers.slice(50), 'Lists');
    await mailbox.remove('INBOX', numbers.slice(0, 50));
    expect([texts(), texts('.Lists').length]).toEqual([[], 50]);
    expect(looks).toBeLessThan(20);
  });
});

it.skipIf(process.platform === 'win32')('a file whose place a pipe has taken is refused, and waits for nobody', async () => {
  put('1700000001.M1P1.host:2,', 'Subject: one\n\n');
  put('1700000002.M1P1.host:2,', 'Subject: other\n\n');
  const mailbox = open();
  const [first = 0, second = 0] = (await mailbox.look('INBOX')).messages.map(({ uid }) => uid);
  const file = join(root, 'cur', '1700000001.M1P1.host:2,');
  unlinkSync(file);
  execFileSync('mkfifo', [file]);
  for (const read of [mailbox.read, mailbox.readHeader])
    await expect(read('INBOX', first)).rejects.toMatchObject({ failure: { code: 'file-unreadable', protocol: 'maildir' } });
  expect(String(await mailbox.read('INBOX', second))).toContain('other');
});
