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
