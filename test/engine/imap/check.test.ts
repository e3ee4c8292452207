import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckStep } from '../../../electron/contract/accounts.ts';
import { checkImap } from '../../../electron/engine/imap/check.ts';
import { checkPop3 } from '../../../electron/engine/pop3/check.ts';
import { checkSubmission } from '../../../electron/engine/smtp/check.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';

describeWithServers(['dovecot', 'postfix'], 'Checking an account', () => {
  let host: MailHost;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [{ name: 'ana', password: 'secret-of-ana' }] });
  });
  afterAll(() => host?.stop());

  const kinds = {
    imap: {
      run: checkImap,
      ports: () => ({ clear: host.dovecot.ports.imap, tls: host.dovecot.ports.imaps, starttls: host.dovecot.ports.imap }),
    },
    pop3: {
      run: checkPop3,
      ports: () => ({ clear: host.dovecot.ports.pop3, tls: host.dovecot.ports.pop3s, starttls: host.dovecot.ports.pop3 }),
    },
    smtp: {
      run: (peer: Parameters<typeof checkImap>[0], report: Parameters<typeof checkImap>[1]) =>
        checkSubmission(peer, 'ana@example.test', report),
      ports: () => ({
        clear: host.submission.ports.clear,
        tls: host.submission.ports.submissions,
        starttls: host.submission.ports.submission,
      }),
    },
  } as const;
  const cases = (['imap', 'pop3', 'smtp'] as const).flatMap((kind) =>
    (['none', 'starttls', 'tls'] as const).map((security) => [kind, security] as const),
  );

  const check = async (
    kind: keyof typeof kinds,
    security: 'none' | 'starttls' | 'tls',
    changes: Partial<Parameters<typeof checkImap>[0]> = {},
  ) => {
    const { run, ports } = kinds[kind];
    const reported: Omit<CheckStep, 'side'>[] = [];
    const port = ports()[security === 'none' ? 'clear' : security];
    const peer = peerFor({
      host: 'localhost',
      port,
      security,
      trust: { extraCertificates: [host.trustedCertificate], pinned: [] },
      ...changes,
    });
    const outcome = await run(peer, (step) => reported.push(step));
    // The last word on each step.
    return { outcome, steps: new Map(reported.map((step) => [step.name, step])), reported };
  };

  it.each(cases)('shows every step of %s with security %s, with its facts', async (kind, security) => {
    const { outcome, steps } = await check(kind, security);
    expect(outcome).toMatchObject({ ok: true, session: 'session-1', refusedChain: null });
    expect([...steps.values()].map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual(
      [
        'dns',
        'tcp',
        'greeting',
        'capabilities',
        'authentication',
        kind === 'smtp' ? 'mail-from' : 'list',
        ...(security === 'none' ? [] : [security]),
      ]
        .map((name) => `${name} done`)
        .toSorted(),
    );
    expect(steps.get('dns')?.facts).toContain('127.0.0.1');
    expect(steps.get('greeting')?.facts[0]).toMatch(kind === 'imap' ? /^\* OK/ : kind === 'pop3' ? /^\+OK/ : /^220/);
    if (security !== 'none') expect(steps.get(security)?.facts[0]).toMatch(/^TLSv1\.[23]$/);
  });

  it.each(['imap', 'pop3', 'smtp'] as const)('shows at which step %s fails for a wrong password, and skips the rest', async (kind) => {
    const { outcome, steps } = await check(kind, 'starttls', { credentials: signIn('ana', 'wrong') });
    expect(outcome.ok).toBe(false);
    expect(steps.get('authentication')).toMatchObject({
      state: 'failed',
      failure: { code: 'authentication-refused', reply: expect.any(String) },
    });
    expect(steps.get(kind === 'smtp' ? 'mail-from' : 'list')?.state).toBe('skipped');
  });

  const securedCases = cases.flatMap(([kind, security]) => (security === 'none' ? [] : [[kind, security] as const]));
  it.each(securedCases)('shows the chain that %s over %s refused', async (kind, security) => {
    const { outcome, steps } = await check(kind, security, { trust: { extraCertificates: [], pinned: [] } });
    expect(steps.get(security)).toMatchObject({ state: 'failed', failure: { code: 'certificate-untrusted' } });
    expect(outcome.refusedChain?.[0]?.fingerprint).toMatch(/^[0-9A-F:]{95}$/);
    const [leaf] = outcome.refusedChain ?? [];
    const pinned = [
      {
        host: 'localhost',
        port: kinds[kind].ports()[security === 'tls' ? 'tls' : 'starttls'],
        fingerprint: leaf?.fingerprint ?? '',
        certificate: leaf?.pem ?? '',
      },
    ];
    expect((await check(kind, security, { trust: { extraCertificates: [], pinned } })).outcome.ok).toBe(true);
  });

  it.each(['imap', 'pop3', 'smtp'] as const)('names a host of %s that does not exist and a port that is closed', async (kind) => {
    const unknown = await check(kind, 'none', { host: 'does-not-exist.invalid' });
    expect(unknown.steps.get('dns')).toMatchObject({
      state: 'failed',
      failure: { code: expect.stringMatching(/^(host-not-found|offline)$/) },
    });
    const closed = await check(kind, 'none', { port: 1 });
    expect(closed.steps.get('dns')?.state).toBe('done');
    expect(closed.steps.get('tcp')).toMatchObject({ state: 'failed', failure: { code: 'connection-refused' } });
  });
});
