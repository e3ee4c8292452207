/** The log on disk: its segments, what a killed program leaves, what cannot be written, and that no secret gets into it. */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failure } from '../../../../electron/contract/failure.ts';
import { readSessions } from '../../../../electron/engine/transcript/files/read-log.ts';
import { canaries, findCanary, scanFolder } from '../../../support/material/canaries.ts';
import { linesOf, startTranscript, textOfLine } from '../transcript-fixture.ts';

describe('the log', () => {
  test('of a session that goes on, or was cut off, says that it was encrypted', async () => {
    const { folder, open, transcript } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* OK hello\r\n'));
    tap.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null });
    tap.server(Buffer.from(`* OK ${'x'.repeat(1_000)}\r\n`.repeat(300)));
    await transcript.flush();
    expect(await readSessions(folder)).toMatchObject([{ id: tap.session, tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384' }]);
  });

  test('of a long session goes on in new segments, at their size and at midnight', async () => {
    const { open, transcript, clock, files } = await startTranscript({ limits: { segment: 2_000 } });
    const tap = open('imap');
    for (let count = 0; count < 100; count += 1) {
      tap.server(Buffer.from(`* ${count} EXISTS\r\n`));
      await transcript.flush();
    }
    const before = (await files()).size;
    expect(before).toBeGreaterThan(3);
    clock.advance(24 * 60 * 60 * 1000);
    tap.server(Buffer.from('* 100 EXISTS\r\n'));
    await transcript.flush();
    expect((await files()).size).toBe(before + 1);
    const lines = await linesOf(transcript, tap.session);
    expect(lines.map(textOfLine)).toEqual(Array.from({ length: 101 }, (_, count) => `* ${count} EXISTS\r\n`));
    expect(await transcript.lines({ session: tap.session, from: 57, limit: 3 })).toMatchObject({
      ok: true,
      value: { total: 101, lines: [{ index: 57 }, { index: 58 }, { index: 59 }] },
    });
  });

  test('stays within its budget: the oldest sessions go, pinned and open ones stay', async () => {
    const first = await startTranscript();
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const tap = first.open('imap');
      first.clock.advance(1_000);
      tap.server(Buffer.from(`* OK ${'x'.repeat(3_000)}\r\n`));
      tap.end();
      ids.push(tap.session);
    }
    await first.transcript.pin(ids[0] ?? '', true);
    await first.transcript.close();
    const second = await startTranscript({ folder: first.folder, clock: first.clock, limits: { budget: 10_000 } });
    await expect.poll(async () => (await second.transcript.sessions({ limit: 10 })).length).toBe(3);
    expect((await second.transcript.sessions({ limit: 10 })).map(({ id, pinned }) => [id, pinned])).toEqual([
      [ids[5], false],
      [ids[4], false],
      [ids[0], true],
    ]);
  });

  test('stays within its budget while the program runs, and after a session was let go by its pin', async () => {
    const { open, transcript, clock } = await startTranscript({ limits: { budget: 10_000 } });
    const record = async () => {
      const tap = open('imap');
      clock.advance(1_000);
      tap.server(Buffer.from(`* OK ${'x'.repeat(3_000)}\r\n`));
      tap.end();
      await transcript.flush();
      return tap.session;
    };
    const pinned = await record();
    await transcript.pin(pinned, true);
    for (let count = 0; count < 8; count += 1) await record();
    // The next segment finds that there is too much.
    const held = async () => {
      await record();
      return (await transcript.sessions({ limit: 100 })).length;
    };
    await expect.poll(held).toBeLessThanOrEqual(5);
    expect((await transcript.sessions({ limit: 100 })).map(({ id }) => id)).toContain(pinned);
    await transcript.pin(pinned, false);
    await record();
    await expect.poll(async () => (await transcript.sessions({ limit: 100 })).map(({ id }) => id)).not.toContain(pinned);
  });

  test('stays within its budget however many sessions are open and talkative at once', async () => {
    const { open, transcript, folder } = await startTranscript({ limits: { segment: 200_000, budget: 1_000_000 } });
    const taps = Array.from({ length: 16 }, () => open('imap'));
    const size = async () => {
      let total = 0;
      // A file may be removed between the two looks.
      for (const name of await readdir(join(folder, 'transcript')))
        total += await stat(join(folder, 'transcript', name)).then(
          ({ size: octets }) => octets,
          () => 0,
        );
      return total;
    };
    const talk = async () => {
      for (const tap of taps) tap.server(Buffer.from(`* OK ${'x'.repeat(2_000)}\r\n`.repeat(2)));
      await transcript.flush();
      return size();
    };
    for (let count = 0; count < 20; count += 1) await talk();
    // What is written until the next segment begins comes on top, and that is a quarter.
    for (let count = 0; count < 40; count += 1) await expect.poll(talk).toBeLessThan(1_300_000);
    for (const tap of taps) expect((await linesOf(transcript, tap.session)).length).toBeGreaterThan(0);
  });

  test('forgets sessions that are too old', async () => {
    const first = await startTranscript();
    const tap = first.open('imap');
    tap.end();
    await first.transcript.close();
    first.clock.advance(31 * 24 * 60 * 60 * 1000);
    const second = await startTranscript({ folder: first.folder, clock: first.clock });
    await expect.poll(async () => (await second.transcript.sessions({ limit: 10 })).length).toBe(0);
    expect([...(await second.files()).keys()]).toEqual([]);
  });

  test('is searched by text, over sessions and within one', async () => {
    const { open, transcript } = await startTranscript();
    const [one, two] = [open('imap'), open('smtp')];
    one.server(Buffer.from('* OK ready\r\n* 1 EXISTS\r\n* 2 EXISTS\r\n* 3 RECENT\r\n'));
    two.server(Buffer.from('220 mx\r\n'));
    one.end();
    await transcript.flush();
    expect((await transcript.sessions({ limit: 10, text: 'exists' })).map(({ id }) => id)).toEqual([one.session]);
    expect((await transcript.sessions({ limit: 10, text: '220 MX' })).map(({ id }) => id)).toEqual([two.session]);
    const page = await transcript.lines({ session: one.session, from: 1, limit: 10, text: 'exists' });
    expect(page).toMatchObject({ ok: true, value: { total: 2, lines: [{ index: 2 }] } });
  });

  test('can be removed, session by session', async () => {
    const { open, transcript, files } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* OK\r\n'));
    expect(await transcript.remove(tap.session)).toMatchObject({ ok: false });
    tap.end();
    await expect.poll(async () => (await transcript.remove(tap.session)).ok).toBe(true);
    expect(await transcript.sessions({ limit: 10 })).toEqual([]);
    expect([...(await files()).keys()].filter((name) => name.includes(tap.session))).toEqual([]);
  });

  test('that cannot be written says so and hurts nothing', async () => {
    const first = await startTranscript();
    await first.transcript.flush();
    await writeFile(join(first.folder, 'blocked'), '');
    const second = await startTranscript({ folder: join(first.folder, 'blocked') });
    const tap = second.open('imap');
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.end();
    await second.transcript.flush();
    expect(second.failures.map(({ code }) => code)).toContain('data-folder-unwritable');
  });
});

describe('twelve canaries sent as passwords in every protocol', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  async function record(applyMask?: Parameters<typeof startTranscript>[0]) {
    const fixture = await startTranscript(applyMask);
    for (const { secret } of canaries) {
      const imap = fixture.open('imap');
      imap.secret(secret);
      imap.server(Buffer.from('* OK ready\r\n'));
      imap.client(Buffer.from(`A1 LOGIN ana "${secret.replace(/["\\]/g, '\\$&')}"\r\n`));
      imap.server(Buffer.from(`A1 NO wrong: "${secret}"\r\n`));
      imap.client(Buffer.from(`A2 LOGIN ana {${Buffer.byteLength(secret)}+}\r\n${secret}\r\n`));
      imap.server(Buffer.from('A2 NO wrong\r\n'));
      imap.client(Buffer.from(`A3 AUTHENTICATE PLAIN ${base64(`\0ana\0${secret}`)}\r\n`));
      imap.server(Buffer.from('A3 OK in\r\n'));
      imap.end();
      const smtp = fixture.open('smtp');
      smtp.server(Buffer.from('220 mx\r\n'));
      smtp.client(Buffer.from('AUTH LOGIN\r\n'));
      smtp.server(Buffer.from('334 VXNlcm5hbWU6\r\n'));
      smtp.client(Buffer.from(`${base64('ana')}\r\n`));
      smtp.server(Buffer.from('334 UGFzc3dvcmQ6\r\n'));
      smtp.client(Buffer.from(`${base64(secret)}\r\n`));
      smtp.server(Buffer.from(`535 5.7.8 no: ${base64(secret)} ${secret}\r\n`));
      smtp.client(Buffer.from(`AUTH XOAUTH2 ${base64(`user=ana\x01auth=Bearer ${secret}\x01\x01`)}\r\n`));
      smtp.end(failure('authentication-refused', { reply: `535 no: ${secret}` }));
      const pop3 = fixture.open('pop3');
      pop3.server(Buffer.from('+OK ready\r\n'));
      pop3.client(Buffer.from(`USER ana\r\nPASS ${secret}\r\n`));
      pop3.server(Buffer.from(`+OK\r\n-ERR PASS ${secret}\r\n`));
      pop3.end();
    }
    fixture.clock.advance(1_000);
    await fixture.transcript.flush();
    const sessions = await fixture.transcript.sessions({ limit: 100 });
    const lines = (await Promise.all(sessions.map(({ id }) => linesOf(fixture.transcript, id)))).flat();
    const shown = Buffer.from(JSON.stringify([sessions, lines, fixture.announced]));
    const exports: Buffer[] = [];
    const orders = (['text', 'jsonl', 'html'] as const).flatMap((format) =>
      (['replaced', 'real'] as const).map((names) => ({
        sessions: sessions.map(({ id }) => id),
        format,
        mail: 'included' as const,
        names,
      })),
    );
    for (const order of orders) {
      const prepared = await fixture.transcript.export(order);
      const file = await fixture.transcript.exported(prepared.ok ? prepared.value.handle : '');
      if (file.ok) for await (const chunk of file.value.stream) exports.push(Buffer.from(chunk));
    }
    const found = (hits: { canary: string }[]) => [...new Set(hits.map(({ canary }) => canary))].sort();
    return {
      folder: found(await scanFolder(fixture.folder)),
      shown: found(findCanary(shown)),
      exported: found(findCanary(Buffer.concat(exports))),
    };
  }

  test('are in no file, no answer, no event and no export', async () => {
    expect(await record()).toEqual({ folder: [], shown: [], exported: [] });
  });

  test('are all found with masking switched off', async () => {
    const all = canaries.map(({ name }) => name).sort();
    expect(await record({ applyMask: (bytes) => ({ bytes, masked: [] }) })).toEqual({ folder: all, shown: all, exported: all });
  });
});
