/** Exceptions for certificates: listed, taken back, replaced, and gone with the last account that used the server. */
import { expect, it, onTestFinished } from 'vitest';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import { createPracticeServer } from '../../../electron/practice/practice-server.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { onServers } from '../../support/server-settings.ts';

async function start() {
  const server = await createPracticeServer({ domain: 'lab.test', sampleMail: false });
  const fixture = await startEngineFixture({ automatic: false });
  onTestFinished(async () => {
    await fixture.done();
    await server.close();
  });
  const settings = (name: string): AccountSettings => ({
    name,
    address: 'ana@lab.test',
    displayName: '',
    incoming: {
      protocol: 'imap',
      host: '127.0.0.1',
      port: server.imap.port,
      security: 'starttls',
      username: 'ana',
      mechanism: 'automatic',
    },
    outgoing: {
      protocol: 'smtp',
      host: '127.0.0.1',
      port: server.smtp.port,
      security: 'starttls',
      username: 'ana',
      mechanism: 'automatic',
    },
  });
  const passwords = { incoming: 'practice', outgoing: 'practice' };
  const check = async () => unwrap(await fixture.client.call('accounts.check', { checkId: 'c', settings: settings('Lab'), passwords }));
  const exceptions = async () => unwrap(await fixture.client.call('accounts.exceptions', {}));
  const trustAll = async () => {
    for (let report = await check(); report.refusedCertificate; report = await check()) {
      const { host, port, chain } = report.refusedCertificate;
      unwrap(await fixture.client.call('accounts.trustCertificate', { host, port, fingerprint: chain[0]?.fingerprint ?? '' }));
    }
  };
  const add = async (name: string) => unwrap(await fixture.client.call('accounts.add', { settings: settings(name), passwords }));
  return { fixture, server, settings, passwords, check, exceptions, trustAll, add };
}

it('an exception is listed with its certificate, and one taken back is asked about again', async () => {
  const { fixture, server, check, exceptions, trustAll } = await start();
  await trustAll();
  expect((await exceptions()).map(({ host, port }) => `${host}:${port}`).sort()).toEqual(
    [server.imap.port, server.smtp.port].map((port) => `127.0.0.1:${port}`).sort(),
  );
  const one = (await exceptions()).find(({ port }) => port === server.imap.port);
  expect(one?.certificate).toMatchObject({
    subject: expect.stringContaining('CN='),
    fingerprint: expect.stringMatching(/^[0-9A-F:]{95}$/),
  });
  const { host, port, certificate } = one ?? { host: '', port: 0, certificate: { fingerprint: '' } };
  const wrong = { host, port, fingerprint: 'AA:BB' };
  expect(await fixture.client.call('accounts.revokeException', wrong)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  unwrap(await fixture.client.call('accounts.revokeException', { host, port, fingerprint: certificate.fingerprint }));
  expect((await check()).refusedCertificate).toMatchObject({ host, port });
  expect((await exceptions()).map((each) => each.port)).toEqual([server.smtp.port]);
});

it('goes with the last account of its server, and not before', async () => {
  const { fixture, exceptions, trustAll, add, check } = await start();
  await trustAll();
  const [first, second] = [await add('One'), await add('Two')];
  unwrap(await fixture.client.call('accounts.remove', { id: first.id }));
  expect(await exceptions()).toHaveLength(2);
  unwrap(await fixture.client.call('accounts.remove', { id: second.id }));
  expect(await exceptions()).toEqual([]);
  expect((await check()).refusedCertificate).toBeDefined();
});

it('goes when the last account moves to another server', async () => {
  const { fixture, exceptions, trustAll, add, settings, passwords } = await start();
  await trustAll();
  const { id } = await add('One');
  const moved = { ...settings('One'), incoming: { ...onServers(settings('One')).incoming, port: 9 } };
  unwrap(await fixture.client.call('accounts.update', { id, settings: moved, passwords }));
  expect((await exceptions()).map(({ port }) => port)).toEqual([onServers(moved).outgoing.port]);
});
