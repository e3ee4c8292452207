import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTranscript } from './transcript-fixture.ts';

test('an account that is gone leaves no session behind, not even one whose last lines are still on their way to the disk', async () => {
  const { open, transcript, files } = await startTranscript();
  const [ended, stillOpen] = [open('imap'), open('smtp')];
  for (const tap of [ended, stillOpen]) tap.server(Buffer.from('* OK ready\r\n'));
  ended.end();
  const [session] = await transcript.sessions({ limit: 1 });
  expect(await transcript.forgetAccount(session?.accountId ?? '')).toMatchObject({ ok: true });
  expect(await transcript.sessions({ limit: 10 })).toEqual([]);
  // What comes late brings nothing back.
  stillOpen.end();
  await transcript.flush();
  expect(await transcript.sessions({ limit: 10 })).toEqual([]);
  expect([...(await files()).keys()].filter((name) => name.startsWith(ended.session) || name.startsWith(stillOpen.session))).toEqual([]);
});

test('an account that is gone leaves not even the name of its server in the folder, while the program still runs', async () => {
  const { open, transcript, folder } = await startTranscript();
  for (let count = 0; count < 30; count += 1) {
    const tap = open('imap', { host: 'unmistakable.example.test', accountId: count % 2 ? 'gone' : 'stays' });
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.end();
  }
  const traces = async () => {
    let found = 0;
    for (const name of await readdir(join(folder, 'transcript')))
      found += (await readFile(join(folder, 'transcript', name), 'latin1')).split('unmistakable').length - 1;
    return found;
  };
  await transcript.flush();
  expect(await traces()).toBeGreaterThan(30);
  for (const account of ['gone', 'stays']) expect(await transcript.forgetAccount(account)).toMatchObject({ ok: true });
  expect(await traces()).toBe(0);
});
