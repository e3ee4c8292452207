/** A check does not wait as long as sending does, and ends when its dialog is closed. */
import { expect, it, onTestFinished, vi } from 'vitest';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import { checkSubmission } from '../../../electron/engine/smtp/check.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';

async function startMute() {
  const server = await startScriptedServer((peer) => peer.closed());
  onTestFinished(() => server.stop());
  return server;
}

it('a submission server that does not greet is given up after a minute', async () => {
  const clock = createManualClock();
  const { port } = await startMute();
  const steps: string[] = [];
  const checked = checkSubmission(peerFor({ port, clock }), 'ana@example.test', ({ name, state, failure }) => {
    steps.push(`${name} ${state} ${failure?.code ?? ''}`.trim());
  });
  await vi.waitFor(() => expect(steps).toContain('greeting running'), { interval: 5, timeout: 60_000 });
  await vi.waitFor(
    () => {
      clock.advance(2_000);
      expect(steps.join()).toMatch(/greeting failed/);
    },
    { interval: 5, timeout: 30_000 },
  );
  expect((await checked).ok).toBe(false);
  expect(clock.now()).toBeLessThan(createManualClock().now() + 5 * 60_000);
});

it('a check that nobody waits for any more is ended, and its connections with it', async () => {
  const [imap, smtp] = [await startMute(), await startMute()];
  const fixture = await startEngineFixture({ automatic: false });
  onTestFinished(() => fixture.done());
  const at = (port: number) => ({ host: '127.0.0.1', port, security: 'none', username: 'ana', mechanism: 'automatic' }) as const;
  const settings: AccountSettings = {
    name: 'Ana',
    address: 'ana@example.test',
    displayName: '',
    incoming: { protocol: 'imap', ...at(imap.port) },
    outgoing: { protocol: 'smtp', ...at(smtp.port) },
  };
  const checking = fixture.client.call('accounts.check', { checkId: 'c', settings, passwords: { incoming: 'x' } });
  await vi.waitFor(() => expect([imap.connections.length, smtp.connections.length]).toEqual([1, 1]), { interval: 5, timeout: 60_000 });
  unwrap(await fixture.client.call('accounts.cancelCheck', { checkId: 'c' }));
  const { ok, steps } = unwrap(await checking);
  expect(ok).toBe(false);
  expect(steps.filter(({ state }) => state === 'failed').map(({ failure }) => failure?.code)).toEqual(['cancelled', 'cancelled']);
  await Promise.all([...imap.connections, ...smtp.connections].map((connection) => connection.closed()));
  unwrap(await fixture.client.call('accounts.cancelCheck', { checkId: 'c' }));
});
