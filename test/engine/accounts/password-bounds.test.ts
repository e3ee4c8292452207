/** A stored password goes to the host, port and security that it was given for, and to nothing else. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Account, type AccountSettings, sidesMoved } from '../../../electron/contract/accounts.ts';
import { createPasswords } from '../../../electron/engine/accounts/passwords.ts';
import { createMemoryVault } from '../../../electron/loopback/vault.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const password = 'ana-secret-9f3k';
const said = (server: ScriptedServer) => server.connections.map(({ received }) => Buffer.concat(received).toString()).join('\n');

const server = { host: 'mail.example.test', port: 143, security: 'starttls', username: 'ana' } as const;
const other = { ...server, port: 587 };

describe('which sides moved', () => {
  it.each([
    ['nothing changed', {}, []],
    ['capitals in the name of the host', { host: 'Mail.Example.Test' }, []],
    ['another host', { host: 'mail.example.org' }, ['incoming']],
    ['another user', { username: 'ben' }, ['incoming']],
    ['another port', { port: 1143 }, ['incoming']],
    ['another port, the one that belongs to TLS', { port: 993, security: 'tls' }, ['incoming']],
    ['no TLS any more', { security: 'none' }, ['incoming']],
    ['TLS from the first byte, on the same port', { security: 'tls' }, []],
  ] as const)('%s', (_what, change, moved) => {
    expect(sidesMoved({ incoming: server, outgoing: other }, { incoming: { ...server, ...change }, outgoing: other })).toEqual(moved);
  });

  it('STARTTLS instead of TLS is a step down: it begins in the clear', () => {
    const [before, now] = [{ ...server, security: 'tls' } as const, server];
    expect(sidesMoved({ incoming: before, outgoing: other }, { incoming: now, outgoing: other })).toEqual(['incoming']);
  });
});

async function startEngine(passwords: { incoming?: string; outgoing?: string }): Promise<{
  fixture: EngineFixture;
  account: Account;
  imap: ScriptedServer;
  smtp: ScriptedServer;
}> {
  const imap = await startScriptedImap();
  const smtp = await startScriptedServer(async (peer) => {
    peer.send('220 mx\r\n');
    for (let line = await peer.line(); line !== null; line = await peer.line())
      peer.send(/^EHLO/.test(line) ? '250-mx\r\n250 AUTH PLAIN\r\n' : '250 ok\r\n');
  });
  const fixture = await startEngineFixture({ automatic: false });
  onTestFinished(async () => {
    await fixture.done();
    await Promise.all([imap.stop(), smtp.stop()]);
  });
  const settings: AccountSettings = {
    name: 'Ana',
    address: 'ana@example.test',
    displayName: '',
    incoming: {
      protocol: 'imap',
      host: imap.host,
      port: imap.port,
      security: 'none',
      username: 'ana',
      mechanism: 'automatic',
    },
    outgoing: { protocol: 'smtp', host: smtp.host, port: smtp.port, security: 'none', username: 'ana', mechanism: 'automatic' },
  };
  return { fixture, imap, smtp, account: unwrap(await fixture.client.call('accounts.add', { settings, passwords })) };
}

const check = async (fixture: EngineFixture, { id }: Account, settings: AccountSettings) =>
  unwrap(await fixture.client.call('accounts.check', { checkId: 'c', id, settings, passwords: {} }));
const save = async (fixture: EngineFixture, { id }: Account, settings: AccountSettings, passwords = {}) =>
  unwrap(await fixture.client.call('accounts.update', { id, settings, passwords }));

describe('settings that lead elsewhere', () => {
  it.each([
    ['incoming', { incoming: password }],
    ['outgoing', { incoming: password, outgoing: password }],
  ] as const)(
    'another port of the same host, %s: nothing secret arrives there, tried or saved, and it is asked for',
    async (side, typed) => {
      const { fixture, account } = await startEngine(typed);
      const elsewhere =
        side === 'incoming' ? await startScriptedImap() : await startScriptedServer(async (peer) => peer.send('220 mx\r\n'));
      onTestFinished(() => elsewhere.stop());
      const settings = { ...account.settings, [side]: { ...account.settings[side], port: elsewhere.port } };
      const { steps } = await check(fixture, account, settings);
      expect(steps.find((step) => step.side === side && step.state === 'failed')?.failure?.code).toBe('password-missing');
      expect((await save(fixture, account, settings)).passwordMissing).toBe(true);
      await fixture.engine.syncOnce();
      expect(said(elsewhere)).not.toContain(password);
      expect(said(elsewhere)).not.toMatch(/LOGIN|AUTH/);
    },
  );

  it('the side that stayed keeps its password, also one that it had borrowed', async () => {
    const { fixture, account, imap } = await startEngine({ outgoing: password });
    expect(account.passwordMissing).toBe(false);
    const moved = { ...account.settings, outgoing: { ...account.settings.outgoing, port: 9 } };
    expect((await save(fixture, account, moved)).passwordMissing).toBe(true);
    const { steps } = await check(fixture, account, moved);
    expect(steps.find(({ side, name }) => side === 'incoming' && name === 'authentication')?.state).toBe('done');
    expect(said(imap)).toContain(password);
    // Typed for the side that moved, it is there again.
    expect((await save(fixture, account, moved, { outgoing: password })).passwordMissing).toBe(false);
  });

  it('one that was typed for the new settings serves both sides, as at first', async () => {
    const { fixture, account } = await startEngine({ incoming: password });
    const moved = { ...account.settings, outgoing: { ...account.settings.outgoing, port: 9 } };
    expect((await save(fixture, account, moved, { incoming: password })).passwordMissing).toBe(false);
  });
});

describe('passwords that cannot be taken off the disk', () => {
  it('are not said to be gone, and the account stays until they are', async () => {
    const failure = { code: 'file-unwritable', permanent: true } as const;
    const vault = { ...createMemoryVault(), delete: async () => ({ ok: false as const, failure }) };
    expect(await createPasswords(vault).forget('ana')).toEqual({ ok: false, failure });
    const fixture = await startEngineFixture({ automatic: false, vault });
    onTestFinished(() => fixture.done());
    const settings: AccountSettings = {
      name: 'Ana',
      address: 'ana@example.test',
      displayName: '',
      incoming: { protocol: 'imap', ...server, mechanism: 'automatic' },
      outgoing: { protocol: 'smtp', ...other, mechanism: 'automatic' },
    };
    const { id } = unwrap(await fixture.client.call('accounts.add', { settings, passwords: { incoming: password } }));
    expect(await fixture.client.call('accounts.remove', { id })).toMatchObject({ ok: false, failure: { code: 'file-unwritable' } });
    expect(unwrap(await fixture.client.call('accounts.list', {})).map((account) => account.id)).toEqual([id]);
  });
});
