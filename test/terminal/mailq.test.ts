/** `mailq`: the queue of the practice server of a program that runs. */
import { afterAll, expect, it } from 'vitest';
import { cli, createFolders, startRunning } from './terminal-program.ts';

const folders = createFolders();
afterAll(() => folders.remove());

it('prints what waits, flushes it, and says where there is none', async () => {
  const data = folders.data();
  const running = startRunning(data, null, ['--practice']);
  await running.ready;
  const mailq = (...more: string[]) => cli(['mailq', '--data-dir', data, ...more]);
  expect(await mailq()).toEqual({ status: 0, stdout: 'Mail queue is empty\n', stderr: '' });
  const sent = await cli(['send', '--data-dir', data, '--account', 'Practice', '--to', 'friend@greylist.test'], {
    input: 'From: ana@practice.test\nTo: friend@greylist.test\nSubject: later\n\nHello.\n',
  });
  expect(sent.status).toBe(0);
  const { stdout } = await mailq();
  expect(stdout).toMatch(
    /^-Queue ID- {2}--Size-- .*\n\S+ +\d+ .* ana@practice\.test\n\(host mx\.greylist\.test.* 450 .*\)\n +friend@greylist\.test\n/,
  );
  expect(await mailq('--flush')).toEqual({ status: 0, stdout: 'Mail queue is empty\n', stderr: '' });
  expect((await mailq('now')).status).toBe(2);
  running.child.kill('SIGTERM');
  expect((await running.outcome).status).toBe(0);
  const { status, stderr } = await mailq();
  expect(status).toBe(1);
  expect(stderr).toContain(data);
}, 180_000);
