/** Submission through a sendmail program, played by scripts: what it is given, what its exit status means, and when it is started. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../electron/base/clock.ts';
import { startFailure } from '../../../electron/engine/local/sendmail/exit-status.ts';
import { readMailQueue } from '../../../electron/engine/local/sendmail/mail-queue.ts';
import { submitBySendmail } from '../../../electron/engine/local/sendmail/sendmail-submitter.ts';
import type { Submission, SubmittedRecipient } from '../../../electron/engine/wire/submitter.ts';
import { startEngineFixture } from '../../support/engine-fixture.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps, type MemoryTaps } from '../../support/scripted/memory-tap.ts';

let folder: string;
let taps: MemoryTaps;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-sendmail-'));
  taps = createMemoryTaps();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const raw = Buffer.from('Subject: a\r\nTo: ben@example.test\r\n\r\nHello.\r\n.\r\n-end\r\n');
const at = (name: string) => join(folder, name);
const program = (script: string) => {
  writeFileSync(at('sendmail'), `#!/bin/sh\n${script}\n`);
  chmodSync(at('sendmail'), 0o755);
};
const submit = (changes: Partial<Submission & { readonly clock: Clock }> = {}) =>
  submitBySendmail({
    envelope: { from: 'ana@example.test', to: ['ben@example.test'] },
    raw,
    beforeFinalDot: async () => {},
    program: at('sendmail'),
    ownFolder: at('own'),
    openTap: taps.openTap,
    opening: { accountId: 'here', accountName: 'Here', purpose: 'send' },
    clock: systemClock,
    cause: { key: 'send' },
    ...changes,
  });

describe('a message that is handed to a sendmail program', () => {
  it('arrives as it is, with sender and recipients as arguments, however they are written', async () => {
    program(`cat >'${at('message')}'; for a; do printf '%s\\n' "$a"; done >'${at('arguments')}'; echo queued as 4711`);
    const to = ['-oQ/tmp@example.test', '$IFS`y`|&@example.test', '"a, b (c)"@example.test', "o'brien@example.test"];
    const outcome = await submit({ envelope: { from: '', to } });
    expect(outcome).toMatchObject({ state: 'accepted', reply: 'queued as 4711', session: 'session-1' });
    expect(readFileSync(at('arguments'), 'utf8').split('\n').slice(0, -1)).toEqual(['-i', '-f', '<>', '--', ...to]);
    expect(readFileSync(at('message'), 'latin1')).toBe(raw.toString('latin1').replaceAll('\r\n', '\n'));
    // Nothing of it stays here.
    expect(readdirSync(at('own'))).toEqual([]);
    const tap = taps.one();
    expect(tap.opening).toMatchObject({ protocol: 'sendmail', host: at('sendmail') });
    expect(tap.bytes('client').toString()).toContain('-i -f <> -- -oQ/tmp@example.test');
    expect(tap.bytes('client').toString()).toContain('Hello.\n');
    expect(tap.bytes('server').toString()).toBe('queued as 4711\nexit 0 EX_OK\r\n');
  });

  it.each([
    [64, 'EX_USAGE', 'refused', 'sendmail-misused', true],
    [65, 'EX_DATAERR', 'refused', 'sendmail-refused', true],
    [67, 'EX_NOUSER', 'refused', 'sendmail-no-user', true],
    [68, 'EX_NOHOST', 'refused', 'sendmail-no-host', true],
    [69, 'EX_UNAVAILABLE', 'refused', 'sendmail-refused', true],
    [71, 'EX_OSERR', 'refused', 'sendmail-failed', false],
    [77, 'EX_NOPERM', 'refused', 'sendmail-forbidden', true],
    [78, 'EX_CONFIG', 'refused', 'sendmail-misconfigured', true],
    // A script may fail after the program that it calls has sent.
    [1, '1', 'unknown', 'sendmail-unclear', true],
    [99, '99', 'unknown', 'sendmail-unclear', true],
    [127, '127', 'unknown', 'sendmail-unclear', true],
    [137, '137', 'unknown', 'sendmail-unclear', true],
    // Sendmail says so of a message that is in its queue.
    [75, 'EX_TEMPFAIL', 'unknown', 'sendmail-put-off', false],
  ] as const)('and ends with %i (%s) is %s', async (status, name, state, code, permanent) => {
    program(`echo 'sendmail: no such thing' >&2; exit ${status}`);
    const outcome = await submit();
    expect(outcome).toMatchObject({ state, failure: { code, permanent, reply: 'sendmail: no such thing', detail: { status, name } } });
    expect(taps.one().bytes('server').toString()).toContain(`exit ${status} ${name}`);
  });

  it.each([
    ...[65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 76, 77].map((status) => [status, 'unknown', 'sendmail-unclear'] as const),
    [75, 'unknown', 'sendmail-put-off'],
    // It did not understand its arguments, or its configuration: nothing was read.
    [64, 'refused', 'sendmail-misused'],
    [78, 'refused', 'sendmail-misconfigured'],
  ] as const)('for several recipients and ends with %i is %s: others may have it', async (status, state, code) => {
    program(`exit ${status}`);
    const to = ['ben@example.test', 'carl@example.test'];
    expect(await submit({ envelope: { from: 'ana@example.test', to } })).toMatchObject({ state, failure: { code } });
  });

  it('shows no password of a program that says all it does', async () => {
    const answer = Buffer.from('\0ana\0hunter22-word').toString('base64');
    program(`printf '%s\\n' '--> AUTH PLAIN ${answer}' '<-- 535 5.7.8 no' >&2; exit 77`);
    const outcome = await submit();
    expect(outcome).toMatchObject({ state: 'refused', failure: { reply: expect.stringContaining('535 5.7.8 no') } });
    expect(JSON.stringify(outcome)).not.toContain(answer.slice(0, 12));
  });

  it('is unknown where the program was killed', async () => {
    program('kill -9 $$');
    expect(await submit()).toMatchObject({ state: 'unknown', failure: { code: 'sendmail-killed', detail: { name: 'SIGKILL' } } });
  });

  it('is marked before the program is started, and the message is whole when it is', async () => {
    program(`cat >'${at('message')}'`);
    const seen: (readonly SubmittedRecipient[])[] = [];
    const outcome = await submit({
      beforeFinalDot: async (recipients) => {
        seen.push(recipients);
        expect(existsSync(at('message'))).toBe(false);
      },
    });
    expect(outcome.state).toBe('accepted');
    expect(seen).toEqual([[{ address: 'ben@example.test', state: 'accepted', reply: null }]]);
  });

  it('that cannot be marked, is cancelled, or has no program, was never begun', async () => {
    program(`cat >'${at('message')}'`);
    expect(await submit({ beforeFinalDot: () => Promise.reject(new Error('the disk is full')) })).toMatchObject({ state: 'not-sent' });
    expect(await submit({ signal: AbortSignal.abort() })).toMatchObject({ state: 'not-sent', failure: { code: 'cancelled' } });
    const controller = new AbortController();
    const stopped = await submit({ signal: controller.signal, beforeFinalDot: async () => controller.abort() });
    expect(stopped).toMatchObject({ state: 'not-sent', failure: { code: 'cancelled' } });
    // Each would be read as others than the one that it is.
    for (const address of [
      'a\nb@example.test',
      'ben@example.test,eve@example.test',
      'ben@example.test (eve)',
      'eve<ben@example.test>',
      '"ben@example.test',
    ])
      expect(await submit({ envelope: { from: 'ana@example.test', to: [address] } })).toMatchObject({
        state: 'not-sent',
        failure: { code: 'address-invalid' },
      });
    rmSync(at('sendmail'));
    expect(await submit()).toMatchObject({ state: 'not-sent', failure: { code: 'sendmail-missing', permanent: true } });
    expect(existsSync(at('message'))).toBe(false);
    expect(taps.taps).toEqual([]);
  });

  it('to a program that leaves another one running behind it ends when the program does', async () => {
    const clock = createManualClock();
    // The other one holds the output until somebody writes; it ends when the test does.
    execFileSync('mkfifo', [at('end')]);
    program(`echo queued; cat '${at('end')}' & echo $! >'${at('other')}'; exit 0`);
    const other = () => (existsSync(at('other')) ? Number(readFileSync(at('other'), 'utf8')) : 0);
    const submitting = submit({ clock });
    await vi.waitUntil(() => clock.pending() === 1 && other() > 1, { timeout: 60_000 });
    try {
      let outcome: Awaited<typeof submitting> | undefined;
      void submitting.then((ended) => {
        outcome = ended;
      });
      // Its end sets the time for its output anew.
      await vi.waitUntil(
        () => {
          clock.advance(2_000);
          return outcome !== undefined;
        },
        { timeout: 60_000 },
      );
      expect(outcome).toMatchObject({ state: 'accepted', reply: 'queued' });
      expect(clock.pending()).toBe(0);
    } finally {
      process.kill(other());
    }
  });

  /** Longer than the test waits, and not for ever. */
  const aWhile = 'for _ in $(seq 2400); do sleep 0.05; done';
  it('to a program that does not end is told to end, and killed where it does not', async () => {
    const clock = createManualClock();
    program(`trap 'echo told' TERM; : >'${at('begun')}'; ${aWhile}`);
    const submitting = submit({ clock });
    await vi.waitUntil(() => clock.pending() === 1 && existsSync(at('begun')), { timeout: 60_000 });
    clock.advance(600_000);
    await vi.waitUntil(() => taps.one().bytes('server').includes('told'), { timeout: 60_000 });
    clock.advance(10_000);
    expect(await submitting).toMatchObject({ state: 'unknown', failure: { code: 'sendmail-killed', detail: { name: 'SIGKILL' } } });
    expect(clock.pending()).toBe(0);
  });

  it('to a program that was told to end is unknown, whatever it says then', async () => {
    const clock = createManualClock();
    program(`trap 'exit 64' TERM; : >'${at('begun')}'; ${aWhile}`);
    const submitting = submit({ clock });
    await vi.waitUntil(() => clock.pending() === 1 && existsSync(at('begun')), { timeout: 60_000 });
    clock.advance(600_000);
    expect(await submitting).toMatchObject({ state: 'unknown', failure: { code: 'sendmail-killed', detail: { name: 'SIGTERM' } } });
  });

  it('to a program that says very much is in the transcript up to 1 MB', async () => {
    program('head -c 3000000 /dev/zero | tr "\\0" a; echo; exit 0');
    expect(await submit()).toMatchObject({ state: 'accepted' });
    expect(taps.one().bytes('server').length).toBe((1 << 20) + 'exit 0 EX_OK\r\n'.length);
  });

  it('to a folder was never begun', async () => {
    mkdirSync(at('sendmail'));
    expect(await submit()).toMatchObject({
      state: 'not-sent',
      failure: { code: 'sendmail-missing', permanent: true, detail: { message: 'EISDIR' } },
    });
  });

  it.each([
    ['EAGAIN', 'sendmail-failed', false],
    ['ENOMEM', 'sendmail-failed', false],
    ['E2BIG', 'sendmail-failed', true],
    ['ENOENT', 'sendmail-missing', true],
    ['EACCES', 'sendmail-missing', true],
  ] as const)('to a program that cannot be started (%s) is %s, permanent: %s', (code, expected, permanent) => {
    expect(startFailure('/usr/sbin/sendmail', code)).toMatchObject({ code: expected, permanent });
  });

  it('with more recipients than a command line holds was taken by nobody', async () => {
    program('exit 0');
    const to = Array.from({ length: 60_000 }, (_, number) => `recipient-with-a-rather-long-name-${number}@example.test`);
    expect(await submit({ envelope: { from: 'ana@example.test', to } })).toMatchObject({
      state: 'refused',
      permanent: true,
      failure: { code: 'sendmail-failed', detail: { name: 'E2BIG' } },
    });
  });

  it('to a program that is none is refused, and nothing was taken', async () => {
    writeFileSync(at('sendmail'), '#!/no/such/interpreter\n');
    chmodSync(at('sendmail'), 0o755);
    expect(await submit()).toMatchObject({ state: 'refused', failure: { code: 'sendmail-missing' } });
  });
});

it('what a killed program left of a message is removed at the next start, and nothing else', async () => {
  const own = at('data/local');
  mkdirSync(join(own, 'a-mailbox'), { recursive: true });
  writeFileSync(join(own, '6d1c0a5e-0000-4000-8000-000000000000.message'), 'Subject: a\n\nHello.\n');
  writeFileSync(join(own, 'a-mailbox', 'one.uids'), 'postglass-uids 1 validity 7 next 1\n');
  const fixture = await startEngineFixture({ folder: at('data'), automatic: false });
  await fixture.close();
  expect(readdirSync(own)).toEqual(['a-mailbox']);
  expect(readdirSync(join(own, 'a-mailbox'))).toEqual(['one.uids']);
});

it('what is left of a message and cannot be removed keeps nobody from starting', async () => {
  const own = at('data/local');
  mkdirSync(join(own, '0-folder.message'), { recursive: true });
  writeFileSync(join(own, '6d1c0a5e-0000-4000-8000-000000000000.message'), 'Subject: a\n\nHello.\n');
  await (await startEngineFixture({ folder: at('data'), automatic: false })).close();
  expect(readdirSync(own)).toEqual(['0-folder.message']);
  mkdirSync(at('other'));
  writeFileSync(at('other/local'), 'a file');
  await (await startEngineFixture({ folder: at('other'), automatic: false })).close();
  expect(readFileSync(at('other/local'), 'utf8')).toBe('a file');
});

describe('the queue of the mail server', () => {
  it('is what the program prints, or why it does not', async () => {
    program('[ "$1" = -bp ] && echo "-Queue ID-  --Size--" && echo "4711  12 kB" && exit 0; exit 64');
    expect(await readMailQueue(at('sendmail'))).toEqual({ ok: true, value: '-Queue ID-  --Size--\n4711  12 kB' });
    program('echo "exim: permission denied" >&2; exit 1');
    expect(await readMailQueue(at('sendmail'))).toMatchObject({
      ok: false,
      failure: { code: 'queue-unavailable', reply: 'exim: permission denied' },
    });
    program('echo "You are not permitted to see the queue"; exit 77');
    expect(await readMailQueue(at('sendmail'))).toMatchObject({
      failure: { code: 'queue-unavailable', reply: 'You are not permitted to see the queue' },
    });
    rmSync(at('sendmail'));
    expect(await readMailQueue(at('sendmail'))).toMatchObject({ ok: false, failure: { code: 'sendmail-missing' } });
  });
});
