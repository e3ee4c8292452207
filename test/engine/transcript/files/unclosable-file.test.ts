import { closeSync, readdirSync, readlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startTranscript } from '../transcript-fixture.ts';

/** The open files of this process whose path holds this. */
const openFiles = (part: string): number[] =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).includes(part) ? [Number(name)] : [];
    } catch {
      return []; // closed between the two calls
    }
  });

test.runIf(process.platform === 'linux')(
  'a log that its disk cannot close costs the log its end: the session has ended, and it is said',
  async () => {
    const { open, transcript, failures } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* OK ready\r\n'));
    await transcript.flush();
    const files = openFiles(tap.session);
    expect(files).toHaveLength(1);
    // From now on the system answers EBADF, as a disk that is gone answers EIO.
    for (const file of files) closeSync(file);
    tap.end();
    await expect.poll(() => failures.length).toBeGreaterThan(0);
    await expect.poll(async () => (await transcript.sessions({ limit: 1 }))[0]?.endedAt ?? null).not.toBeNull();
    const next = open('imap');
    next.server(Buffer.from('* OK ready\r\n'));
    await transcript.flush();
    expect((await transcript.sessions({ limit: 2 })).map(({ lines }) => lines)).toContain(1);
  },
);
