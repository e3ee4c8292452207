/** Twelve secrets used in every way the program can log in, and looked for everywhere it could have left them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountSettings } from '../../electron/contract/accounts.ts';
import type { Replaced } from '../../electron/engine/lifecycle/open-engine.ts';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import type { ProvisionedAccount } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { type CanaryHit, canaries, findCanary, scanFolder } from '../support/material/canaries.ts';

const ways = [
  { protocol: 'imap', security: 'none', mechanism: 'automatic', outgoing: 'PLAIN' },
  { protocol: 'imap', security: 'none', mechanism: 'LOGIN', outgoing: 'LOGIN' },
  { protocol: 'imap', security: 'none', mechanism: 'PLAIN', outgoing: 'CRAM-MD5' },
  { protocol: 'imap', security: 'starttls', mechanism: 'automatic', outgoing: 'LOGIN' },
  { protocol: 'imap', security: 'tls', mechanism: 'PLAIN', outgoing: 'PLAIN' },
  { protocol: 'imap', security: 'starttls', mechanism: 'LOGIN', outgoing: 'CRAM-MD5' },
  { protocol: 'pop3', security: 'none', mechanism: 'automatic', outgoing: 'LOGIN' },
  { protocol: 'pop3', security: 'none', mechanism: 'PLAIN', outgoing: 'PLAIN' },
  { protocol: 'pop3', security: 'none', mechanism: 'LOGIN', outgoing: 'CRAM-MD5' },
  { protocol: 'pop3', security: 'starttls', mechanism: 'CRAM-MD5', outgoing: 'PLAIN' },
  { protocol: 'pop3', security: 'tls', mechanism: 'automatic', outgoing: 'LOGIN' },
  { protocol: 'pop3', security: 'starttls', mechanism: 'PLAIN', outgoing: 'automatic' },
] as const;

interface Traces {
  readonly hits: (CanaryHit & { readonly where: string })[];
  readonly sessions: number;
}

/** Everything the program printed while `work` ran, on both streams, those of its threads included. */
async function captureOutput<Value>(work: () => Promise<Value>): Promise<{ value: Value; printed: Buffer }> {
  const printed: Buffer[] = [];
  const keep = (chunk: string | Uint8Array) => {
    printed.push(Buffer.from(chunk as Uint8Array)); // Buffer.from takes both
    return true;
  };
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)];
  try {
    return { value: await work(), printed: Buffer.concat(printed) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describeWithServers(['dovecot', 'postfix'], 'secrets', () => {
  let host: MailHost;
  let practice: PracticeServer;
  const userOf = (index: number) => `user${index}`;
  beforeAll(async () => {
    host = await startMailHost({
      kind: 'postfix',
      users: canaries.map(({ secret }, index) => ({ name: userOf(index), password: secret })),
    });
    practice = await createPracticeServer({
      accounts: [{ username: 'echo', displayName: 'Echo', password: 'other', address: 'echo@practice.test' }],
    });
  });
  afterAll(async () => {
    await practice?.close();
    await host?.stop();
  });

  const accountFor = (index: number): ProvisionedAccount => {
    const way = ways[index % ways.length] ?? ways[0];
    const { security, protocol, mechanism, outgoing } = way;
    const account = host.account(userOf(index), { protocol, security });
    const { clear, submission, submissions } = host.submission.ports;
    const port = { none: clear, starttls: submission, tls: submissions }[security];
    return {
      ...account,
      incoming: { ...account.incoming, mechanism },
      outgoing: { ...account.outgoing, port, security, mechanism: outgoing },
    };
  };

  /** Log-ins that fail, at a server that says the secret back in every dress it can. */
  async function provokeEchoes(fixture: EngineFixture): Promise<void> {
    for (const [index, { secret }] of canaries.entries()) {
      const base64 = Buffer.from(secret).toString('base64');
      // Names of different length, so that base64 shifts the secret to each of its three places.
      const username = 'echo'.padEnd(4 + (index % 3), 's');
      const plain = Buffer.from(`\0${username}\0${secret}`).toString('base64');
      practice.faults.set([
        { protocol: 'smtp', when: { command: 'AUTH' }, do: { reply: `535 5.7.8 what is ${plain} or ${base64}?` } },
        { protocol: 'imap', when: { command: 'LOGIN' }, do: { reply: `{tag} NO [AUTHENTICATIONFAILED] not ${secret}` } },
        { protocol: 'imap', when: { command: 'AUTHENTICATE' }, do: { reply: `{tag} NO [AUTHENTICATIONFAILED] not ${plain}` } },
        { protocol: 'pop3', when: { command: 'PASS' }, do: { reply: `-ERR [AUTH] unknown command PASS ${secret}` } },
        { protocol: 'pop3', when: { command: 'AUTH' }, do: { reply: `-ERR [AUTH] unknown ${plain}` } },
      ]);
      const protocol = index % 2 === 0 ? 'imap' : 'pop3';
      const settings: AccountSettings = {
        name: `echo ${index}`,
        address: 'echo@practice.test',
        displayName: '',
        incoming: {
          protocol,
          host: practice.host,
          port: practice[protocol].port,
          security: 'none',
          username,
          mechanism: index % 4 < 2 ? 'automatic' : 'PLAIN',
          keepOnServer: true,
        },
        outgoing: { protocol: 'smtp', host: practice.host, port: practice.smtp.port, security: 'none', username, mechanism: 'PLAIN' },
      };
      const report = unwrap(
        await fixture.client.call('accounts.check', {
          checkId: `echo-${index}`,
          settings,
          passwords: { incoming: secret, outgoing: secret },
        }),
      );
      expect(report.ok).toBe(false);
    }
  }

  async function leaveTraces(replaced: Replaced): Promise<Traces> {
    const { value, printed } = await captureOutput(async () => {
      const fixture = await startEngineFixture({
        automatic: false,
        accounts: canaries.map((_, index) => accountFor(index)),
        trustedCertificates: [host.trustedCertificate],
        replaced,
      });
      const answers: unknown[] = [];
      try {
        const report = unwrap(await fixture.engine.syncOnce());
        answers.push(report);
        expect(report.accounts.flatMap(({ name, failure }) => (failure ? [[name, failure]] : []))).toEqual([]);
        for (const index of canaries.keys()) {
          const raw = Buffer.from(`From: x@example.test\r\nSubject: ${index}\r\n\r\nhello\r\n`);
          const sent = unwrap(
            await fixture.engine.submitRaw({ account: userOf(index), recipients: [`${userOf(index)}@example.test`], raw }),
          );
          answers.push(sent);
          expect(sent.state).toBe('accepted');
        }
        await provokeEchoes(fixture);
        answers.push(unwrap(await fixture.client.call('accounts.list', {})), unwrap(await fixture.client.call('application.info', {})));
        const sessions = unwrap(await fixture.client.call('transcript.sessions', { limit: 1_000 }));
        answers.push(sessions);
        const exports: Buffer[] = [];
        for (const { id } of sessions)
          answers.push(unwrap(await fixture.client.call('transcript.lines', { session: id, from: 0, limit: 2_000 })));
        for (const [format, mail, names] of [
          ['text', 'left-out', 'real'],
          ['jsonl', 'included', 'real'],
          ['html', 'included', 'real'],
          ['jsonl', 'included', 'replaced'],
          ['html', 'included', 'replaced'],
        ] as const) {
          const { url } = unwrap(
            await fixture.client.call('transcript.export', { sessions: sessions.map(({ id }) => id), format, mail, names }),
          );
          const opened = unwrap(await fixture.engine.openBytes(url.replace(/^bytes\//, '')));
          for await (const chunk of opened.stream) exports.push(Buffer.from(chunk));
        }
        await fixture.close();
        const found: Traces['hits'] = [
          ...(await scanFolder(fixture.folder)).map((hit) => ({ ...hit, where: `data folder: ${hit.path}` })),
          ...findCanary(Buffer.concat(exports)).map((hit) => ({ ...hit, where: 'exports' })),
          ...findCanary(Buffer.from(JSON.stringify(fixture.events))).map((hit) => ({ ...hit, where: 'events' })),
          ...findCanary(Buffer.from(JSON.stringify(answers))).map((hit) => ({ ...hit, where: 'answers' })),
        ];
        return { hits: found, sessions: sessions.length };
      } finally {
        await fixture.done();
      }
    });
    return { ...value, hits: [...value.hits, ...findCanary(printed).map((hit) => ({ ...hit, where: 'standard output or error' }))] };
  }

  it('are found nowhere: data folder, exports, events, answers, standard output and error', async () => {
    const { hits, sessions } = await leaveTraces({});
    expect(hits.map(({ where, canary, encoding }) => `${canary}, ${encoding}: ${where}`)).toEqual([]);
    expect(sessions).toBeGreaterThanOrEqual(canaries.length * 3);
  });

  it('are all found when masking is switched off, so the search can find them', async () => {
    const { hits } = await leaveTraces({ applyMask: (bytes) => ({ bytes, masked: [] }) });
    expect(new Set(hits.filter(({ where }) => where.startsWith('data folder')).map(({ canary }) => canary))).toEqual(
      new Set(canaries.map(({ name }) => name)),
    );
    expect(new Set(hits.filter(({ where }) => where === 'exports').map(({ canary }) => canary)).size).toBe(canaries.length);
  });
});

describe('the switch that leaves secrets unmasked', () => {
  it('is handed in by tests and measurements alone', () => {
    for (const file of ['electron/engine/workers/engine-worker.ts', 'electron/engine/engine-thread.ts']) {
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).not.toMatch(/\bcover\b|replaced/);
    }
  });
});
