/** Twelve secrets used in every way the program can log in, and looked for everywhere it could have left them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import type { Replaced } from '../../../electron/engine/lifecycle/open-engine.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { openConsole } from '../../engine/console/console-driver.ts';
import { playOn } from '../../engine/console/script-player.ts';
import { spellingsIn } from '../../engine/transcript/export/spellings.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { canaries } from '../../support/material/canaries.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { namesIn, readable, wordsFor } from './shared-names.ts';
import { exported, exportKinds, foundBelow, foundIn, tracesOf } from './traces.ts';

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

/** Nobody is called like a pseudonym, or like a word of a protocol. */
const people = [
  'mirela',
  'zoltan',
  'quist',
  'pavelka',
  'ingeborg',
  'takeshi',
  'oluwaseun',
  'brigida',
  'hjalmar',
  'ximena',
  'fionnuala',
  'wojtek',
];

interface Traces {
  readonly found: readonly string[];
  readonly sessions: number;
  /** The same lines with their names and without, as JSON Lines with the mail in them. */
  readonly real: string;
  readonly replaced: string;
  /** What names somebody or something of this run and stands in an export that has none. */
  readonly names: readonly string[];
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
  const userOf = (index: number) => people[index] ?? '';
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

  /** On the console with the password of each account, and once in a script; a whole proof plays each mechanism. */
  async function signInByHand(fixture: EngineFixture): Promise<void> {
    const accounts = unwrap(await fixture.client.call('accounts.list', {}));
    for (const [index, { id, settings }] of accounts.entries())
      for (const side of ['incoming', 'outgoing'] as const) {
        const begin = async () => {
          const console = await openConsole(fixture, { kind: 'account', accountId: id, side });
          if (side === 'outgoing') await console.type('EHLO pupil.example.test');
          return console;
        };
        let console = await begin();
        const mechanisms = console.state.signIns.find((signIn) => signIn.accountId === id && signIn.side === side)?.mechanisms ?? [];
        expect(mechanisms.length).toBeGreaterThan(3);
        const chosen = isWholeProof ? mechanisms : mechanisms.filter((_, at) => at === index % mechanisms.length);
        for (const mechanism of chosen) {
          expect(await console.signIn(settings.name, mechanism, side)).toMatchObject({ ok: true });
          await console.close();
          await console.ended();
          if (mechanism !== chosen.at(-1)) console = await begin();
        }
        if (!isWholeProof && index % 4 !== 0) continue;
        const scripted = await begin();
        expect(await playOn(fixture, scripted, `sign in AUTH PLAIN as ${userOf(index)}\nC: NOOP\n`)).toEqual({ kind: 'done' });
        await scripted.close();
        await scripted.ended();
      }
  }

  async function leaveTraces(replaced: Replaced, kinds: typeof exportKinds, isByHand: boolean): Promise<Traces> {
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
          const raw = Buffer.from(
            `From: "Number ${index + 100}" <${userOf(index)}@example.test>\r\nMessage-ID: <${index}.7c1e4f2a@example.test>\r\nSubject: ${index}\r\n\r\nhello\r\n`,
          );
          const sent = unwrap(
            await fixture.engine.submitRaw({ account: userOf(index), recipients: [`${userOf(index)}@example.test`], raw }),
          );
          answers.push(sent);
          expect(sent.state).toBe('accepted');
        }
        await provokeEchoes(fixture);
        if (isByHand) await signInByHand(fixture);
        const traces = await tracesOf(fixture, kinds);
        const sessions = unwrap(await fixture.client.call('transcript.sessions', { limit: 1_000 }));
        const textOf = (names: 'real' | 'replaced') =>
          exported(fixture, sessions, { format: 'jsonl', mail: 'included', names }).then(readable);
        const [real, replaced] = [await textOf('real'), await textOf('replaced')];
        const shared = traces.filter(({ where }) => where.endsWith('names replaced')).map(({ bytes }) => bytes.toString('utf8'));
        await fixture.close();
        return {
          found: [
            ...foundIn([...traces, { where: 'answers', bytes: Buffer.from(JSON.stringify(answers)) }], canaries),
            ...(await foundBelow(fixture.folder, canaries)),
          ],
          sessions: sessions.length,
          real,
          replaced,
          names: spellingsIn([replaced, ...shared].join('\n'), namesIn(real)),
        };
      } finally {
        await fixture.done();
      }
    });
    return { ...value, found: [...value.found, ...foundIn([{ where: 'standard output and error', bytes: printed }], canaries)] };
  }

  let masked: Promise<Traces> | null = null;
  const leftMasked = () => {
    masked ??= leaveTraces({}, exportKinds, true);
    return masked;
  };

  it(
    'are found nowhere: data folder, exports, events, answers, standard output and error',
    async () => {
      const { found, sessions } = await leftMasked();
      expect(found).toEqual([]);
      expect(sessions).toBeGreaterThanOrEqual(canaries.length * 4);
    },
    proofDeadline,
  );

  it(
    'are all found when masking is switched off, so the search can find them',
    async () => {
      const { found } = await leaveTraces({ applyMask: (bytes) => ({ bytes, masked: [] }) }, exportKinds.slice(0, 1), isWholeProof);
      const foundWhere = (place: string) => new Set(found.filter((hit) => hit.includes(`: ${place}`)).map((hit) => hit.split(', ')[0]));
      for (const place of ['file transcript', 'export as']) expect(foundWhere(place)).toEqual(new Set(canaries.map(({ name }) => name)));
    },
    proofDeadline,
  );

  it(
    'an export of it all without names has no host, address, user, Message-ID or queue id, and the same word for each in every line',
    async () => {
      const { names, real, replaced } = await leftMasked();
      expect(namesIn(real).filter((name) => /^[0-9A-F]{8,}$|@/i.test(name)).length).toBeGreaterThan(canaries.length * 2);
      expect(names).toEqual([]);
      expect(wordsFor(namesIn(real), real, replaced)).toEqual({ unlike: [], twice: [], shared: [] });
    },
    proofDeadline,
  );
});

describe('the switch that leaves secrets unmasked', () => {
  it('is handed in by tests and measurements alone', () => {
    for (const file of ['electron/engine/workers/engine-worker.ts', 'electron/engine/engine-thread.ts']) {
      expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).not.toMatch(/\bcover\b|replaced/);
    }
  });
});
