/** Settings and passwords are saved as one: what fails leaves both as they were, and nobody connects with the one of before and the other of now. */
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../../electron/base/logger.ts';
import { type AccountSettings, type Side, sides } from '../../../electron/contract/accounts.ts';
import { failure, type Result } from '../../../electron/contract/failure.ts';
import { type AccountDependencies, createAccountService } from '../../../electron/engine/accounts/account-handlers.ts';
import { createPasswords } from '../../../electron/engine/accounts/passwords.ts';
import { createTrusted } from '../../../electron/engine/accounts/trusted.ts';
import type { Vault } from '../../../electron/engine/host.ts';
import type { ShownCertificate } from '../../../electron/engine/wire/certificate.ts';
import { createMemoryVault } from '../../../electron/loopback/vault.ts';
import { onServers } from '../../support/server-settings.ts';
import { openStorage, value } from '../cache/open-storage.ts';

const hostOf = (settings: AccountSettings | undefined | null) => (settings ? onServers(settings).incoming.host : '');

const settingsAt = (host: string): AccountSettings => ({
  name: 'Ana',
  address: 'ana@example.test',
  displayName: '',
  incoming: { protocol: 'imap', host, port: 993, security: 'tls', username: 'ana', mechanism: 'automatic' },
  outgoing: { protocol: 'smtp', host, port: 465, security: 'tls', username: 'ana', mechanism: 'automatic' },
});
const before = settingsAt('old.example.test');
const after = settingsAt('new.example.test');
const refused = { ok: false as const, failure: failure('disk-full') };

type Step = 'vault' | 'row';

async function start(typed: { incoming?: string; outgoing?: string } = { incoming: 'old-in', outgoing: 'old-out' }) {
  const store = await openStorage();
  onTestFinished(() => store.done());
  const held = createMemoryVault();
  /** Called before and after each write. */
  let between: (step: Step) => void = () => undefined;
  /** Which write fails, counted from one. */
  let failing = 0;
  let writes = 0;
  let forgets = true;
  const removed: string[] = [];
  const write = async (step: Step, work: () => Promise<Result<unknown>>): Promise<Result<null>> => {
    between(step);
    writes += 1;
    const done = writes === failing ? refused : await work();
    between(step);
    return done.ok ? { ok: true, value: null } : done;
  };
  const vault: Vault = {
    ...held,
    set: (key, password) => write('vault', () => held.set(key, password)),
    delete: (key) => write('vault', () => held.delete(key)),
  };
  const storage = {
    ...store.storage,
    saveAccount: (row: Parameters<typeof store.storage.saveAccount>[0]) => write('row', () => store.storage.saveAccount(row)),
  };
  const settingsOf = (id: string) => store.reader.accounts().find((account) => account.id === id)?.settings;
  const passwords = createPasswords(vault, settingsOf);
  const unused = async (): Promise<never> => expect.fail('nothing is checked here');
  const dependencies: AccountDependencies = {
    storage,
    reader: store.reader,
    passwords,
    trusted: createTrusted({
      storage: { ...store.storage, distrust: (input) => (forgets ? store.storage.distrust(input) : Promise.resolve(refused)) },
      reader: store.reader,
    }),
    checks: { incoming: { imap: unused, pop3: unused }, smtp: unused, local: unused },
    peerBase: () => expect.fail('nothing is checked here'),
    changeMailbox: (_id, work) => work(),
    logger: silentLogger,
    onSaved: async () => undefined,
    onRemoved: async (id) => void removed.push(id),
    onTrustRevoked: async () => undefined,
    onChanged: () => void (removed.length > 0 && removed.push('changed')),
    emit() {},
  };
  const service = createAccountService(dependencies);
  value(await service.save('ana', before, typed, false));
  const got = async (settings: AccountSettings, side: Side) => {
    const password = await passwords.get('ana', settings, side);
    return password.ok && password.value.kind === 'password' ? password.value.password : null;
  };
  return {
    store,
    held,
    trusted: dependencies.trusted,
    service,
    got,
    settings: () => settingsOf('ana'),
    onStep: (listener: typeof between) => {
      between = listener;
    },
    failAt: (count: number) => {
      [failing, writes] = [count, 0];
    },
    writes: () => writes,
    removed,
    cannotForget: () => {
      forgets = false;
    },
  };
}

const typed = { incoming: 'new-in', outgoing: 'new-out' };

it.each([
  ['everything is typed anew', { incoming: 'old-in', outgoing: 'old-out' }, typed],
  ['one password serves both sides', { incoming: 'old-in' }, { incoming: 'new-in' }],
  ['nothing is typed', { incoming: 'old-in' }, {}],
  ['the server stays', { incoming: 'old-in' }, typed],
] as const)('whichever write fails, settings and passwords are as they were: %s', async (what, first, then) => {
  const target = what === 'the server stays' ? { ...before, displayName: 'Ana P.' } : after;
  const probe = await start(first);
  probe.failAt(0);
  value(await probe.service.save('ana', target, then, false));
  const all = probe.writes();
  expect(all).toBeGreaterThan(0);
  for (let failing = 1; failing <= all; failing += 1) {
    const { service, got, settings, failAt } = await start(first);
    const had = await Promise.all(sides.map((side) => got(before, side)));
    failAt(failing);
    expect(await service.save('ana', target, then, false)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect({ failing, settings: settings(), passwords: await Promise.all(sides.map((side) => got(before, side))) }).toEqual({
      failing,
      settings: before,
      passwords: had,
    });
  }
});

it.each([0, 1, 2, 3, 4, 5])('a connection made meanwhile gets no password of the other server (write %i fails)', async (failing) => {
  const { got, service, settings, onStep, failAt } = await start();
  const asked: Promise<{ host: string; password: string | null }>[] = [];
  onStep(() => {
    for (const side of sides)
      for (const each of [settings(), before]) {
        if (each) asked.push(got(each, side).then((password) => ({ host: onServers(each).incoming.host, password })));
      }
  });
  failAt(failing);
  await service.save('ana', after, typed, false);
  expect(asked.length).toBeGreaterThan(8);
  for (const { host, password } of await Promise.all(asked))
    if (password !== null) expect(password).toMatch(host === hostOf(before) ? /^old-/ : /^new-/);
});

it('a program killed between two writes leaves no password that could go to the wrong server', async () => {
  const { held, service, settings, onStep } = await start();
  const seen: Promise<{ host: string | undefined; password: string | null }>[] = [];
  onStep(() => {
    const host = hostOf(settings());
    for (const side of sides) seen.push(held.get(`account:ana:${side}`).then((password) => ({ host, password })));
  });
  value(await service.save('ana', after, typed, false));
  const found = await Promise.all(seen);
  expect(new Set(found.map(({ host }) => host)).size).toBe(2);
  for (const { host, password } of found) expect(password ?? '').toMatch(host === hostOf(before) ? /^$|^old-/ : /^$|^new-/);
  expect(found.at(-1)?.password).toBe('new-out');
});

const shown: ShownCertificate = {
  ...{ subject: 'CN=coming', issuer: 'CN=coming', validFrom: '2026-01-01T00:00:00Z', validTo: '2036-01-01T00:00:00Z', names: [] },
  ...{ fingerprint: 'AA:BB', pem: 'PEM' },
};

it('a certificate that was just trusted for an account to come stays when another account moves; one that nobody needs goes', async () => {
  const { store, trusted, service } = await start();
  const pin = (host: string) => store.storage.trustCertificate({ host, port: 993, fingerprint: 'AA', certificate: 'PEM' });
  value(await pin('unused.example.test'));
  value(await pin(hostOf(before)));
  trusted.refused('coming.example.test', 993, [shown]);
  value(await trusted.pin('coming.example.test', 993, shown.fingerprint));
  value(await service.save('ana', after, typed, false));
  expect(store.reader.trustedCertificates().map(({ host }) => host)).toEqual(['coming.example.test']);
});

it('a certificate that cannot be forgotten makes neither a saved account a failure nor a removed one', async () => {
  const { store, service, cannotForget, removed } = await start();
  value(await store.storage.trustCertificate({ host: hostOf(before), port: 993, fingerprint: 'AA', certificate: 'PEM' }));
  cannotForget();
  value(await service.save('ana', after, typed, false));
  value(await service.handlers['accounts.remove']({ id: 'ana' }));
  expect(store.reader.accounts()).toEqual([]);
  expect(removed).toEqual(['ana', 'changed']);
  expect(store.reader.trustedCertificates()).toHaveLength(1);
});
