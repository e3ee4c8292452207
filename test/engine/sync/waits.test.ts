/** Waits that come again and again, for as long as the program runs: what each of them listens to is let go with it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { type PracticeMailbox, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

describe('an account that waits again and again', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  /** Abort listeners that are listened with now, by signal: one that is made for a single attempt is forgotten with it. */
  const bySignal = new Map<AbortSignal, Set<unknown>>();
  /** How many the signal with the most of them has. */
  const listeners = () => Math.max(0, ...[...bySignal.values()].map(({ size }) => size));
  const count = () => {
    AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...given: Parameters<typeof addEventListener>) {
      bySignal.set(this, (bySignal.get(this) ?? new Set()).add(given[1]));
      return addEventListener.apply(this, given);
    };
    AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...given: Parameters<typeof removeEventListener>) {
      bySignal.get(this)?.delete(given[1]);
      return removeEventListener.apply(this, given);
    };
  };
  const open = async (protocol: 'imap' | 'pop3', changes: Parameters<typeof openProfile>[0]['changes'] = {}) => {
    count();
    const { server } = practice;
    const settings = accountOn({ port: protocol === 'imap' ? server.imap.port : server.pop3.port, username: 'ana', protocol });
    profile = await openProfile({ accounts: [{ id: 'ana', settings, password: 'practice' }], changes });
    await profile.sync.refreshAccounts();
  };
  const state = (): SyncState | undefined => profile.sync.states()[0];
  const sessions = () => profile.taps.taps.length;

  afterEach(async () => {
    Object.assign(AbortSignal.prototype, { addEventListener, removeEventListener });
    bySignal.clear();
    await profile?.close();
    await practice?.server.close();
  });

  it('holds no more listeners after twenty polls of a POP3 mailbox than after one', async () => {
    practice = await startPracticeMailbox();
    practice.fill(1);
    await open('pop3');
    await profile.untilIdle();
    const resting = () =>
      profile.until('rest', () => state()?.phase === 'idle' && profile.taps.taps.every(({ ended }) => ended !== undefined) && listeners());
    const first = await resting();
    for (let poll = 1; poll <= 20; poll += 1) {
      const before = sessions();
      profile.sync.syncNow('ana');
      await profile.until('another session', () => sessions() > before);
      await resting();
    }
    expect(await resting()).toBe(first);
  });

  it('holds no more listeners after twenty attempts that were refused than after one', async () => {
    practice = await startPracticeMailbox({
      faults: [{ protocol: 'imap', when: { command: 'greeting' }, do: { reply: '* BYE not now' } }],
    });
    await open('imap', { limits: { firstRetry: 60_000 } });
    const resting = () => profile.until('a wait', () => state()?.phase === 'waiting' && listeners());
    const first = await resting();
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      const before = sessions();
      profile.sync.syncNow('ana');
      await profile.until('another attempt', () => sessions() > before);
      await resting();
    }
    expect(await resting()).toBe(first);
  });

  it('holds no more listeners after twenty pieces of work on the watching connection than after one', async () => {
    practice = await startPracticeMailbox();
    practice.fill(1);
    await open('imap');
    await profile.untilIdle();
    const idles = () => profile.commands().filter((line) => line.endsWith(' IDLE')).length;
    const resting = () => profile.until('IDLE', () => idles() >= 1 && state()?.phase === 'idle' && listeners());
    const first = await resting();
    for (let work = 1; work <= 20; work += 1) {
      const before = idles();
      profile.sync.syncNow('ana');
      await profile.until('IDLE again', () => idles() > before);
    }
    expect(await resting()).toBe(first);
  });

  it('says when a POP3 mailbox is looked into next, and listens to an IMAP one', async () => {
    practice = await startPracticeMailbox();
    practice.fill(1);
    await open('pop3', { limits: { pollEvery: 120_000 } });
    const began = Date.now();
    await profile.untilIdle();
    const next = state()?.nextCheckAt ?? 0;
    expect(next).toBeGreaterThanOrEqual(began + 120_000);
    expect(next).toBeLessThanOrEqual(Date.now() + 120_000);
    await profile.close();
    await open('imap');
    await profile.untilIdle();
    await profile.until('IDLE', () => profile.commands().some((line) => line.endsWith(' IDLE')));
    expect(state()?.nextCheckAt).toBeNull();
  });

  it('says when it asks next where an IMAP server has no IDLE', async () => {
    practice = await startPracticeMailbox({ imap: { without: ['IDLE'] } });
    practice.fill(1);
    await open('imap');
    await profile.untilIdle();
    await profile.until('the time', () => (state()?.nextCheckAt ?? 0) > Date.now());
  });
});
