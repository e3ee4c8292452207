/** The same command a second time, as scripts and people repeat what did not end well: what was handed in is sent once, and only that counts as the same. */
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Fault } from '../../electron/practice/faults.ts';
import { runPracticeMail } from './practice-mail.ts';
import { cli, collect, startCli, startRunning } from './terminal-program.ts';

const mail = runPracticeMail();

const args = (data: string, to = ['ben@practice.test']) => [
  ...['send', '--data-dir', data, '--accounts', mail.accounts, '--account', 'Ana', '--json'],
  ...['--to', ...to],
];
const send = async (data: string, input: string, to?: string[]) => {
  const { status, stdout, stderr } = await cli(args(data, to), { input });
  return { status, stderr, report: JSON.parse(stdout) as { state: string } }; // one object, by docs/command-line.md
};
const waiting = (data: string) => cli(['send', '--data-dir', data, '--accounts', mail.accounts, '--waiting', '--json']);
const taken = (mark: string) => mail.server.mailbox.accepted.filter(({ bytes }) => bytes.includes(mark));
const add = (fault: Fault) => {
  const remove = mail.server.faults.add(fault);
  onTestFinished(remove);
  return remove;
};
const greylist = (times = 1) =>
  add({ protocol: 'smtp', when: { command: 'RCPT', argument: 'ben@', times }, do: { reply: '450 4.2.0 Greylisted, come back later' } });

/** Hands it in and kills the program while the server has been asked this and says nothing. */
async function killedAt(command: string, data: string, input: string): Promise<void> {
  const fault: Fault = { protocol: 'smtp', when: { command }, do: { stall: true } };
  const remove = add(fault);
  const child = startCli(args(data), { input });
  const ended = collect(child);
  await vi.waitFor(() => expect(mail.server.faults.count(fault)).toBe(1), { timeout: 60_000, interval: 20 });
  child.kill('SIGKILL');
  await ended;
  remove();
}

it('after a run that was killed before the message left, it is sent by the second run, once', async () => {
  const data = mail.folders.data();
  const input = 'Subject: killed early\n\nkilled-early-mark\n';
  await killedAt('MAIL', data, input);
  expect(await send(data, input)).toMatchObject({ status: 0, report: { state: 'accepted' } });
  expect((await waiting(data)).stdout).toBe('');
  expect(taken('killed-early-mark')).toHaveLength(1);
});

it('after a run that was killed behind the last dot, it is not sent again: nobody knows, and that is said', async () => {
  const data = mail.folders.data();
  const input = 'Subject: killed late\n\nkilled-late-mark\n';
  await killedAt('.', data, input);
  const again = await send(data, input);
  expect(again).toMatchObject({ status: 1, report: { state: 'unknown', recipients: [{ state: 'unknown' }] } });
  expect(again.stderr).toMatch(/^postglass: ben@practice\.test: /m);
  expect((await waiting(data)).stdout).toBe('');
  expect(taken('killed-late-mark')).toHaveLength(0);
});

it('of which the outcome is unknown is accepted once a copy of it is found', async () => {
  const data = mail.folders.data();
  add({ protocol: 'smtp', when: { command: '.', times: 1 }, do: { loseReply: 'end' } });
  const input = 'Subject: found\nMessage-ID: <found-mark@practice.test>\n\nhello\n';
  const to = ['ben@practice.test', 'ana@practice.test'];
  expect(await send(data, input, to)).toMatchObject({ status: 1, report: { state: 'unknown' } });
  expect(await send(data, input, to)).toMatchObject({ status: 0, report: { state: 'accepted' } });
  expect(taken('found-mark')).toHaveLength(1);
});

it('a message that is the end of one that waits is another one, and so is one that differs in its Message-ID', async () => {
  const data = mail.folders.data();
  const texts = [
    'Subject: x\n\nHello suffix-mark\n',
    'Hello suffix-mark\n',
    'Message-ID: <own-id@practice.test>\nSubject: x\n\nHello suffix-mark\n',
  ];
  for (const text of texts) {
    greylist();
    expect(await send(data, text)).toMatchObject({ status: 1, report: { state: 'queued' } });
  }
  expect((await waiting(data)).stdout.trim().split('\n')).toHaveLength(3);
  expect(taken('suffix-mark')).toHaveLength(3);
});

it('to the same people in another order is the same; to others it is not', async () => {
  const data = mail.folders.data();
  const input = 'Subject: people\n\npeople-mark\n';
  greylist(2);
  await send(data, input, ['ben@practice.test', 'cleo@practice.test']);
  await send(data, input, ['cleo@practice.test', 'ben@practice.test']);
  expect(await send(data, input, ['dan@practice.test'])).toMatchObject({ status: 0 });
  await waiting(data);
  expect(taken('people-mark').map(({ recipients }) => recipients.join())).toEqual([
    'cleo@practice.test',
    'dan@practice.test',
    'ben@practice.test',
  ]);
});

it('beside a running program that waits with it, it is tried now and not queued beside the first', async () => {
  const data = mail.folders.data();
  const running = startRunning(data, mail.accounts);
  await running.ready;
  const input = 'Subject: beside\n\nbeside-mark\n';
  greylist();
  expect(await send(data, input)).toMatchObject({ status: 1, report: { state: 'queued' } });
  expect(await send(data, input)).toMatchObject({ status: 0, report: { state: 'accepted' } });
  running.child.kill('SIGTERM');
  await running.outcome;
  expect((await waiting(data)).stdout).toBe('');
  expect(taken('beside-mark')).toHaveLength(1);
});
