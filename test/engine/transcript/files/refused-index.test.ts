import { expect, test, vi } from 'vitest';
import type * as SessionIndexModule from '../../../../electron/engine/transcript/files/session-index.ts';
import { startTranscript } from '../transcript-fixture.ts';

/** The disk of the index takes nothing, as a full one. */
const index = vi.hoisted(() => ({ refuses: false })); // asked by the index below

vi.mock('../../../../electron/engine/transcript/files/session-index.ts', async (original) => {
  const module = await original<typeof SessionIndexModule>();
  return {
    ...module,
    createSessionIndex: (...options: Parameters<typeof module.createSessionIndex>) => {
      const real = module.createSessionIndex(...options);
      const put: typeof real.put = (session) => {
        if (index.refuses) throw new Error('database or disk is full');
        real.put(session);
      };
      return { ...real, put };
    },
  };
});

test('a session whose end the index refuses is over all the same, and it is said', async () => {
  const { open, transcript, failures } = await startTranscript();
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  await transcript.flush();
  index.refuses = true;
  tap.end();
  await expect.poll(() => failures.length, { timeout: 60_000 }).toBeGreaterThan(0);
  index.refuses = false;
  // It is not held as one that is still open.
  expect(await transcript.remove(tap.session)).toMatchObject({ ok: true });
});
