/** Lines that the user deletes are in no file any more, a note says where they stood, and nothing else changes, wherever the program is killed. */
import type * as FileSystem from 'node:fs/promises';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import { type Fixture, linesOf, startTranscript, textOfLine } from '../transcript-fixture.ts';

/** The program is killed before its so many-th step on the disk: nothing of it reaches the disk after that. */
const killed = vi.hoisted(() => ({ before: Number.POSITIVE_INFINITY, steps: 0 })); // counted by the file system below

vi.mock('node:fs/promises', async (original) => {
  const system = await original<typeof FileSystem>();
  const step = () => {
    killed.steps += 1;
    if (killed.steps >= killed.before) throw new Error('killed');
  };
  return {
    ...system,
    open: async (path: string, flags: string, mode?: number) => {
      if (flags !== 'r') step();
      return system.open(path, flags, mode);
    },
    rename: async (from: string, to: string) => {
      step();
      return system.rename(from, to);
    },
    unlink: async (path: string) => {
      step();
      return system.unlink(path);
    },
    appendFile: async (path: string, text: string, options: object) => {
      step();
      return system.appendFile(path, text, options);
    },
  };
});

beforeEach(() => {
  killed.before = Number.POSITIVE_INFINITY;
  killed.steps = 0;
});

const secret = 'heliotrope';

/** A session over several files: 60 lines, of which 20 to 39 have the word. */
async function recorded(): Promise<{ fixture: Fixture; session: string }> {
  const fixture = await startTranscript({ limits: { segment: 1_500, inlinePayload: 200, payloadWait: 0 } });
  const tap = fixture.open('smtp', { purpose: 'send' });
  for (let at = 0; at < 60; at += 1) {
    const word = at >= 20 && at < 40 ? secret : 'plain';
    if (at % 2 === 0) tap.client(Buffer.from(`NOOP ${word} ${at}\r\n`));
    else tap.server(Buffer.from(`250 2.0.0 ${word} ${at}\r\n`));
    await fixture.transcript.flush();
  }
  tap.end();
  await expect.poll(async () => (await fixture.transcript.session(tap.session))?.state).toBe('done');
  return { fixture, session: tap.session };
}

const everyFile = async (folder: string): Promise<string> => {
  const names = await readdir(join(folder, 'transcript'));
  return (await Promise.all(names.map((name) => readFile(join(folder, 'transcript', name), 'latin1')))).join('\n');
};

const everyFileOnceWritten = async ({ transcript, folder }: Fixture): Promise<string> => {
  await transcript.flush();
  return everyFile(folder);
};

const reopened = (fixture: Fixture) => startTranscript({ folder: fixture.folder, clock: fixture.clock });

const shown = async ({ transcript }: Fixture, session: string) =>
  (await linesOf(transcript, session)).map((line) =>
    line.direction === 'note'
      ? [line.index, line.note?.key, line.note?.parameters.first, line.note?.parameters.last]
      : [line.index, textOfLine(line)],
  );

describe('lines that are deleted', () => {
  test('are in no file, a note says where they stood, and every other line stays as it was', async () => {
    const { fixture, session } = await recorded();
    const { transcript, folder } = fixture;
    const before = await shown(fixture, session);
    const segments = (await fixture.files()).size;
    expect(segments).toBeGreaterThan(4);
    expect(await transcript.removeLines(session, { first: 20, last: 39 })).toMatchObject({ ok: true });
    const expected = [...before.slice(0, 20), [20, 'deleted', 21, 40], ...before.slice(40)];
    expect(await shown(fixture, session)).toEqual(expected);
    expect(await transcript.session(session)).toMatchObject({ lines: before.length, deleted: [{ first: 20, last: 39 }] });
    const page = await transcript.lines({ session, from: 38, limit: 4 });
    expect(page.ok && page.value.lines.map(({ index }) => index)).toEqual([40, 41]);
    await transcript.close();
    expect(await everyFile(folder)).not.toContain(secret);

    const next = await reopened(fixture);
    expect(await shown(next, session)).toEqual(expected);
    expect(await next.transcript.session(session)).toMatchObject({ deleted: [{ first: 20, last: 39 }] });
    // What touches it is one with it, and one range has one note.
    expect(await next.transcript.removeLines(session, { first: 35, last: 41 })).toMatchObject({ ok: true });
    expect(await next.transcript.removeLines(session, { first: 18, last: 19 })).toMatchObject({ ok: true });
    expect(await shown(next, session)).toEqual([...before.slice(0, 18), [18, 'deleted', 19, 42], ...before.slice(42)]);
    // Its pin does not bring anything back, nor does its index that is made anew.
    await next.transcript.pin(session, true);
    expect(await next.transcript.session(session)).toMatchObject({ pinned: true, deleted: [{ first: 18, last: 41 }] });
  });

  test('are not said by the summary of the session or by its failure either', async () => {
    const fixture = await startTranscript();
    const tap = fixture.open('smtp', { purpose: 'send' });
    tap.server(Buffer.from('220 mx ready\r\n'));
    tap.client(Buffer.from('DATA\r\n'));
    tap.server(Buffer.from(`554 5.7.1 ${secret}\r\n`));
    tap.end({ code: 'message-refused', permanent: true, reply: `554 5.7.1 ${secret}` });
    const { session } = tap;
    await expect.poll(async () => (await fixture.transcript.session(session))?.state).toBe('failed');
    expect(await fixture.transcript.session(session)).toMatchObject({ summary: `554 5.7.1 ${secret}` });
    await fixture.transcript.removeLines(session, { first: 2, last: 2 });
    expect(await fixture.transcript.session(session)).toMatchObject({ summary: '', failure: { code: 'message-refused' } });
    await fixture.transcript.close();
    expect(await everyFile(fixture.folder)).not.toContain(secret);
    const next = await reopened(fixture);
    expect(JSON.stringify(await next.transcript.session(session))).not.toContain(secret);
  });

  /** What a server says last, which lines are deleted, and what the session is told to have failed of. */
  const quoted: readonly [string, Protocol, readonly string[], number, string?][] = [
    ['the first line of a reply of several', 'smtp', ['220 mx ready', `550-5.7.1 ${secret}`, '550 5.7.1 go away'], 1],
    ['the last line of a reply of several', 'smtp', ['220 mx ready', '550-5.7.1 go away', `550 5.7.1 ${secret}`], 2],
    ['a BYE', 'imap', ['* OK ready', `* BYE ${secret}`], 1],
    ['what a sendmail program says', 'sendmail', [`sendmail: ${secret}`, 'sendmail: fatal', 'exit 75 EX_TEMPFAIL'], 0],
    ['a line with a tab and a control', 'smtp', ['220 mx ready', `550 no\t${secret}\u0007 here`], 1],
    ['a long line, of which the reply is the beginning', 'pop3', ['+OK ready', `-ERR ${secret} ${'and so on '.repeat(60)}`], 1, 'cut'],
    ['a long line behind another', 'smtp', ['220 mx ready', `550-${'x'.repeat(120)}`, `550 ${secret} ${'and so on '.repeat(40)}`], 2],
    ['a line that is quoted without its tag', 'imap', ['* OK ready', `A1 NO [CANNOT] ${secret}`], 1, 'tagless'],
  ];
  test.each(quoted)('are not said by them: %s', async (_name, protocol, said, doomed, how) => {
    const fixture = await startTranscript();
    const tap = fixture.open(protocol);
    for (const line of said) tap.server(Buffer.from(`${line}\r\n`));
    const end = said.slice(said.length > 2 && protocol !== 'sendmail' ? -2 : 0).join('\r\n');
    const reply = { cut: said.at(-1)?.slice(0, 200), tagless: said.at(-1)?.slice(3), whole: end }[how ?? 'whole'] ?? '';
    tap.end({ code: 'command-refused', permanent: true, reply });
    await expect.poll(async () => (await fixture.transcript.session(tap.session))?.state).toBe('failed');
    expect(await everyFileOnceWritten(fixture)).toContain(secret);
    const lines = await linesOf(fixture.transcript, tap.session);
    const first = lines.findIndex((line) => textOfLine(line).startsWith(said[doomed] ?? 'none'));
    expect(await fixture.transcript.removeLines(tap.session, { first, last: first })).toMatchObject({ ok: true });
    expect(await fixture.transcript.session(tap.session)).toMatchObject({ summary: '', failure: { code: 'command-refused' } });
    await fixture.transcript.close();
    expect(await everyFile(fixture.folder)).not.toContain(secret);
  });

  test('leave what is told of the session alone where it does not say them', async () => {
    const fixture = await startTranscript();
    const tap = fixture.open('imap');
    for (const line of ['* OK ready', '* 1 FETCH (FLAGS ())', ')', 'A1 NO', 'A2 OK done (all)']) tap.server(Buffer.from(`${line}\r\n`));
    tap.end({ code: 'command-refused', permanent: true, reply: 'A3 NO [CANNOT] not done (at all)' });
    await expect.poll(async () => (await fixture.transcript.session(tap.session))?.state).toBe('failed');
    await fixture.transcript.removeLines(tap.session, { first: 0, last: 4 });
    const told = 'A3 NO [CANNOT] not done (at all)';
    expect(await fixture.transcript.session(tap.session)).toMatchObject({ summary: told, failure: { reply: told } });
  });

  test('take their message with them, in whichever lines of the file it is kept', async () => {
    const fixture = await startTranscript({ limits: { segment: 2_000, inlinePayload: 200, payloadWait: 0 } });
    const tap = fixture.open('smtp', { purpose: 'send' });
    tap.server(Buffer.from('220 mx ready\r\n'));
    for (const word of ['kept', secret]) {
      tap.client(Buffer.from('DATA\r\n'));
      tap.server(Buffer.from('354 go on\r\n'));
      tap.client(Buffer.from(`Subject: ${word}\r\n\r\n${`${word}\r\n`.repeat(500)}.\r\n`));
      tap.server(Buffer.from('250 ok\r\n'));
    }
    tap.end();
    const { session } = tap;
    await expect.poll(async () => (await fixture.transcript.session(session))?.state).toBe('done');
    await fixture.transcript.flush();
    const parts = async () => [...(await fixture.files()).values()].join('').match(/"type":"part"/g)?.length ?? 0;
    const before = await parts();
    expect(before).toBeGreaterThan(1);
    const messages = (await linesOf(fixture.transcript, session)).filter(({ payload }) => payload);
    const doomed = messages[1]?.index ?? 0;
    await fixture.transcript.removeLines(session, { first: doomed, last: doomed });
    expect(await parts()).toBe(before / 2);
    const kept = await fixture.transcript.bytes(session, messages[0]?.index ?? 0);
    expect(kept.ok && kept.value.toString()).toContain('kept\r\nkept');
    await fixture.transcript.close();
    expect(await everyFile(fixture.folder)).not.toContain(secret);
  });

  test('stay while the session goes on, and where there are none', async () => {
    const fixture = await startTranscript();
    const tap = fixture.open('imap');
    tap.server(Buffer.from('* OK ready\r\n'));
    expect(await fixture.transcript.removeLines(tap.session, { first: 0, last: 0 })).toMatchObject({ failure: { code: 'input-invalid' } });
    tap.end();
    expect(await fixture.transcript.removeLines(tap.session, { first: 5, last: 9 })).toMatchObject({ failure: { code: 'not-found' } });
    expect(await linesOf(fixture.transcript, tap.session)).toHaveLength(1);
  });

  test('are all there or all gone, whichever step the program is killed before', async () => {
    let survived = 0;
    for (let before = 1; ; before += 1) {
      killed.before = Number.POSITIVE_INFINITY;
      const { fixture, session } = await recorded();
      const lines = await shown(fixture, session);
      killed.steps = 0;
      killed.before = before;
      const removed = await fixture.transcript.removeLines(session, { first: 20, last: 39 });
      await fixture.transcript.close();
      killed.before = Number.POSITIVE_INFINITY;
      const next = await reopened(fixture);
      const left = await shown(next, session);
      const isGone = left.length < lines.length;
      expect(left).toEqual(isGone ? [...lines.slice(0, 20), [20, 'deleted', 21, 40], ...lines.slice(40)] : lines);
      await next.transcript.close();
      if (isGone) expect(await everyFile(fixture.folder)).not.toContain(secret);
      if (removed.ok) break;
      survived += 1;
    }
    // The order is written first, then file by file, then what says that it is done.
    expect(survived).toBeGreaterThan(8);
  }, 240_000);
});
