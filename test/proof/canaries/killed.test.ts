/**
 * The program is killed while secrets are under way in it: in the middle of sign-ins that are typed and of one that it makes itself, with a
 * covered password revealed, an export half written and a script half played. Then it runs again, and whatever it left is looked through.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mostConsoles } from '../../../electron/contract/console.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type Canary, canaries } from '../../support/material/canaries.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { type EngineProgram, startEngineProgram } from '../engine-program.ts';
import { killAt, startProgram } from '../killed/killed-program.ts';
import { foundBelow, foundIn, tracesOf } from './traces.ts';
import { type TypedSignIn, typedSignIns } from './typed-sign-ins.ts';

/** A sign-in of which so many lines are typed; the last one is heard and not answered. */
interface Moment {
  readonly signIn: TypedSignIn;
  readonly lines: number;
}

const within = 60_000;
const ofAccount = canaries[3] ?? { name: '', secret: '' };
const typed = canaries[6] ?? { name: '', secret: '' };

let folder: string;
let data: string;
let temporary: string;
/** Never answers what it is told after AUTHENTICATE. */
let mailbox: ScriptedServer;
let server: ScriptedServer;
const plans: { readonly moment: Moment; readonly heard: () => void }[] = [];

beforeAll(async () => {
  mailbox = await startScriptedImap({
    capabilities: 'IMAP4rev1 AUTH=PLAIN SASL-IR',
    answers: {
      AUTHENTICATE: async ({ line, peer }) => {
        if (line.endsWith(' PLAIN')) peer.send('+ \r\n');
        await peer.closed();
        return undefined;
      },
    },
  });
  server = await startScriptedServer(async (connection) => {
    const plan = plans.shift();
    if (!plan) return;
    const { signIn, lines } = plan.moment;
    connection.send(signIn.greeting);
    for (const [index, { reply }] of signIn.steps.entries()) {
      if ((await connection.line()) === null) return;
      if (index + 1 === lines) plan.heard();
      else connection.send(reply);
    }
    await connection.closed();
  });
});
afterAll(async () => {
  await mailbox.stop();
  await server.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-secret-'));
  [data, temporary] = [join(folder, 'data'), join(folder, 'tmp')];
  mkdirSync(temporary);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const account = (): ProvisionedAccount => {
  const credentials = { host: mailbox.host, port: mailbox.port, security: 'none', username: 'ana', password: ofAccount.secret } as const;
  return { name: 'Ana', address: 'ana@example.test', incoming: { protocol: 'imap', ...credentials }, outgoing: credentials };
};

/** Types on a console of its own up to the moment. */
async function typeUpTo({ client }: EngineProgram, id: string, moment: Moment): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  plans.push({ moment, heard: resolve });
  const { host, port } = server;
  unwrap(
    await client.call('console.open', { id, target: { kind: 'server', protocol: moment.signIn.protocol, host, port, security: 'none' } }),
  );
  for (const [index, step] of moment.signIn.steps.slice(0, moment.lines).entries())
    unwrap(await client.call('console.send', { id, line: step.typed, waitForReply: index + 1 < moment.lines }));
  await promise;
}

/** The session in which the program signs in by itself, and what stands covered there, revealed. */
async function revealOwn(program: EngineProgram): Promise<string> {
  const found = await program.until('a covered password', within, async () => {
    for (const { id, purpose } of unwrap(await program.client.call('transcript.sessions', { limit: 100 }))) {
      if (purpose === 'console') continue;
      const { lines } = unwrap(await program.client.call('transcript.lines', { session: id, from: 0, limit: 100 }));
      const line = lines.find(
        ({ masked, direction, command }) => direction === 'client' && masked.length > 0 && command === 'AUTHENTICATE',
      );
      if (line) return { session: id, index: line.index, offset: line.masked[0]?.offset ?? 0 };
    }
    return null;
  });
  return unwrap(await program.client.call('transcript.reveal', found)).text;
}

/** Everything that is left, and that the program says of it when it runs again. */
async function searched(sought: readonly Canary[]): Promise<string[]> {
  const left = [...(await foundBelow(data, sought)), ...(await foundBelow(temporary, sought))];
  const again = await startEngineFixture({ accounts: [account()], folder: data, automatic: false });
  try {
    const sessions = unwrap(await again.client.call('transcript.sessions', { limit: 1_000 }));
    expect(sessions.length).toBeGreaterThan(0);
    expect(sessions.filter(({ state }) => state === 'open')).toEqual([]);
    const said = foundIn(await tracesOf(again), sought);
    await again.close();
    return [...left, ...said, ...(await foundBelow(data, sought))];
  } finally {
    await again.close();
  }
}

/** What the session files hold. */
function recordedIn(dataFolder: string): string {
  const transcript = join(dataFolder, 'transcript');
  const names = existsSync(transcript) ? readdirSync(transcript).filter((name) => name.endsWith('.jsonl')) : [];
  return names.map((name) => readFileSync(join(transcript, name), 'utf8')).join('');
}

const all = typedSignIns(typed.secret).flatMap((signIn) => signIn.steps.map((_, index): Moment => ({ signIn, lines: index + 1 })));
/** A session that is not exported at once. */
const long: Moment = {
  signIn: {
    ...{ protocol: 'pop3', name: 'long', greeting: '+OK\r\n', secrets: [typed.secret] },
    steps: [
      { typed: `PASS ${typed.secret}`, reply: '+OK\r\n' },
      { typed: 'LIST', reply: `+OK\r\n${'1 120\r\n'.repeat(6_000)}.\r\n` },
      { typed: 'NOOP', reply: '' },
    ],
  },
  lines: 3,
};
/** In one program at once; one in eight is left for the session that is exported. */
const together = mostConsoles - 1;
const isLast = ({ signIn, lines }: Moment) => lines === signIn.steps.length;
const sample = [
  'smtp LOGIN',
  'smtp PLAIN, at once',
  'imap LOGIN, counted',
  'imap SCRAM-SHA-256',
  'pop3 CRAM-MD5',
  'pop3 USER and PASS',
  'managesieve SCRAM-SHA-1',
];
const groups: readonly (readonly Moment[])[] = isWholeProof
  ? Array.from({ length: Math.ceil(all.length / together) }, (_, at) => all.slice(at * together, (at + 1) * together))
  : [sample.flatMap((name) => all.find((moment) => moment.signIn.name === name && isLast(moment)) ?? [])];

it(
  'a secret is in nothing that a killed program leaves, whether it was typed, kept, revealed or being exported',
  async () => {
    expect(groups[0]).toHaveLength(together);
    const accountsFile = await writeAccountsFile({ folder, accounts: [account()] });
    for (const group of groups) {
      const program = await startEngineProgram({ dataFolder: data, accountsFile, environment: { TMPDIR: temporary } });
      for (const [index, moment] of group.entries()) await typeUpTo(program, `console-${index}`, moment);
      await typeUpTo(program, 'long', long);
      const sessions = unwrap(await program.client.call('transcript.sessions', { limit: 1_000 }));
      const { url } = unwrap(
        await program.client.call('transcript.export', {
          sessions: sessions.map(({ id }) => id),
          format: 'text',
          mail: 'included',
          names: 'real',
        }),
      );
      expect(await program.begin(url)).toMatchObject({ done: false });
      const revealed = await revealOwn(program);
      const whole = Buffer.from(`\0ana\0${ofAccount.secret}`).toString('base64');
      expect(whole).toContain(revealed);
      await program.kill();
      const sought = new Map(group.flatMap(({ signIn }) => signIn.secrets.map((secret) => [secret, signIn.name] as const)));
      expect(
        await searched([
          typed,
          ofAccount,
          { name: 'revealed', secret: revealed },
          ...[...sought].map(([secret, name]) => ({ name, secret })),
        ]),
        group.map(({ signIn, lines }) => `${signIn.name}, line ${lines}`).join('; '),
      ).toEqual([]);
    }
    expect(server.errors).toEqual([]);
  },
  proofDeadline,
);

it(
  'a script that is killed while it signs in leaves no password, in the folder or beside it',
  async () => {
    const accounts = await writeAccountsFile({ folder, accounts: [account()] });
    const script = join(folder, 'script.txt');
    writeFileSync(script, `connect imap://${mailbox.host}:${mailbox.port}\nS: * OK...\n\nsign in AUTH PLAIN as ana\nS: OK...\n`);
    const program = startProgram(['console', '--data-dir', data, '--accounts', accounts, '--script', script]);
    const written = expect.poll(() => recordedIn(data), { timeout: within }).toMatch(/AUTHENTICATE PLAIN.*"masked":\[\{/s);
    await killAt(
      Promise.resolve(written).then(() => undefined),
      program,
    );
    expect(await searched([ofAccount])).toEqual([]);
  },
  proofDeadline,
);
