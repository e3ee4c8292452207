/**
 * Secrets typed by hand in every way that a protocol knows, on the console and through a pipe, accepted and refused with an echo; and looked
 * for in everything that is left of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleProtocol, ConsoleTarget } from '../../../electron/contract/console.ts';
import type { ConsoleConnection } from '../../../electron/engine/console/connection.ts';
import { playSignIn } from '../../../electron/engine/console/sign-in.ts';
import { readScript } from '../../../electron/scripts/read-script.ts';
import { openConsole } from '../../engine/console/console-driver.ts';
import { linesOf, startTranscript } from '../../engine/transcript/transcript-fixture.ts';
import { type EngineFixture, startEngineFixture } from '../../support/engine-fixture.ts';
import { type Canary, canaries } from '../../support/material/canaries.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { cli, createFolders } from '../../terminal/terminal-program.ts';
import { foundBelow, foundIn, tracesOf } from './traces.ts';
import { refusedWithEcho, type TypedSignIn, typedSignIns, user } from './typed-sign-ins.ts';

/** Those with what syntaxes escape, and one without. */
const sample = ['quotes and backslashes', 'beyond the basic plane', 'plain word'];
const chosen = isWholeProof ? canaries : canaries.filter(({ name }) => sample.includes(name));
let server: ScriptedServer;
let plan: TypedSignIn | null = null;
beforeAll(async () => {
  server = await startScriptedServer(async (connection) => {
    const { greeting = '', steps = [] } = plan ?? {};
    connection.send(greeting);
    for (const { reply } of steps) {
      if ((await connection.line()) === null) return;
      connection.send(reply);
    }
    await connection.closed();
  });
});
afterAll(() => server.stop());

const at = (protocol: ConsoleProtocol): ConsoleTarget => ({
  kind: 'server',
  protocol,
  host: server.host,
  port: server.port,
  security: 'none',
});

async function typeAll(fixture: EngineFixture, signIn: TypedSignIn, protocol: ConsoleProtocol): Promise<void> {
  plan = signIn;
  const console = await openConsole(fixture, at(protocol));
  for (const { typed } of signIn.steps) await console.type(typed);
  await console.close();
  await console.ended();
}

/**
 * Every sign-in, in a whole proof with each secret and both accepted and refused; in a sample one after the other with another secret, every
 * second one refused.
 */
function waysOf(sought: readonly Canary[]): TypedSignIn[] {
  const all = sought.map(({ secret }) => typedSignIns(secret));
  if (isWholeProof) return all.flat().flatMap((signIn) => [signIn, refusedWithEcho(signIn)]);
  const names = new Set(all.flat().map(({ name }) => name));
  return [...names].map((name, at) => {
    const signIn = all[at % all.length]?.find((each) => each.name === name) ?? all.flat().find((each) => each.name === name);
    if (!signIn) throw new Error(name);
    return at % 2 === 0 ? signIn : refusedWithEcho(signIn);
  });
}

/** The secret, and what was worked out from it, each under the name of the sign-in. */
const soughtOf = (signIns: readonly TypedSignIn[]): Canary[] => {
  const found = new Map(signIns.flatMap(({ name, secrets }) => secrets.map((secret) => [secret, name] as const)));
  return [...found].map(([secret, name]) => ({ secret, name }));
};

describe('a secret that is typed', () => {
  it(
    'in any protocol, by any mechanism, is nowhere afterwards',
    async () => {
      for (const some of isWholeProof ? chosen.map((canary) => [canary]) : [chosen]) {
        const fixture = await startEngineFixture({ automatic: false });
        try {
          const ways = waysOf(some);
          for (const signIn of ways) await typeAll(fixture, signIn, signIn.protocol);
          const sought = soughtOf(ways);
          const found = foundIn(await tracesOf(fixture), sought);
          await fixture.close();
          expect([...found, ...(await foundBelow(fixture.folder, sought))], some[0]?.name).toEqual([]);
        } finally {
          await fixture.done();
        }
      }
      expect(server.errors).toEqual([]);
    },
    proofDeadline,
  );

  it(
    'is found, and so is all that is worked out from it, when masking is switched off',
    async () => {
      const fixture = await startEngineFixture({ automatic: false, replaced: { applyMask: (bytes) => ({ bytes, masked: [] }) } });
      try {
        const ways = typedSignIns(canaries[0]?.secret ?? '');
        for (const signIn of ways) await typeAll(fixture, signIn, signIn.protocol);
        const sought = soughtOf(ways);
        const found = foundIn(await tracesOf(fixture, [{ format: 'jsonl', mail: 'included', names: 'real' }]), sought);
        expect(new Set(found.filter((hit) => hit.includes('export as')).map((hit) => hit.split(', ')[0]))).toEqual(
          new Set(sought.map(({ name }) => name.split(', ')[0])),
        );
      } finally {
        await fixture.done();
      }
    },
    proofDeadline,
  );

  it(
    'in raw lines, and known to the program, is nowhere afterwards',
    async () => {
      const fixture = await startEngineFixture({
        automatic: false,
        accounts: chosen.map(({ name, secret }) => {
          const credentials = { host: '127.0.0.1', port: 1, security: 'none', username: user, password: secret } as const;
          return { name, address: 'ana@example.test', incoming: { protocol: 'imap', ...credentials }, outgoing: credentials };
        }),
      });
      try {
        for (const signIn of waysOf(chosen)) await typeAll(fixture, signIn, 'raw');
        const found = foundIn(await tracesOf(fixture), chosen);
        await fixture.close();
        expect([...found, ...(await foundBelow(fixture.folder, chosen))]).toEqual([]);
      } finally {
        await fixture.done();
      }
    },
    proofDeadline,
  );

  it('in a script is refused when the script is read, and what is said of it does not have it', () => {
    for (const { secret, name } of canaries)
      for (const signIn of typedSignIns(secret)) {
        const lines = signIn.steps.flatMap(({ typed, reply }) => [`C: ${typed}`, `S: ${reply.slice(0, 3)}...`]);
        const read = readScript(lines.join('\n'));
        expect(read.ok, `${name}, ${signIn.name}`).toBe(false);
        expect(foundIn([{ where: 'errors', bytes: Buffer.from(JSON.stringify(read)) }], soughtOf([signIn]))).toEqual([]);
      }
  });
});

it(
  'a secret that comes through a pipe is neither printed nor kept',
  async () => {
    const folders = createFolders();
    const all = waysOf(chosen.slice(0, 1));
    const few = ['imap LOGIN, counted', 'managesieve SCRAM-SHA-1'].flatMap((name) => all.find((each) => each.name.startsWith(name)) ?? []);
    expect(few).toHaveLength(2);
    try {
      for (const [index, signIn] of (isWholeProof ? all : few).entries()) {
        plan = signIn;
        const data = folders.data();
        const address = `${signIn.protocol === 'managesieve' ? 'sieve' : signIn.protocol}://${server.host}:${server.port}`;
        const args = ['console', '--data-dir', data, address, ...(index % 2 === 0 ? ['--json'] : [])];
        const { stdout, stderr } = await cli(args, { input: `${signIn.steps.map(({ typed }) => typed).join('\n')}\n` });
        expect(stderr, signIn.name).toBe('');
        const log = await cli(['log', '--data-dir', data, '--last']);
        const said = [stdout, stderr, log.stdout, log.stderr].map((text) => ({ where: 'terminal', bytes: Buffer.from(text) }));
        const sought = soughtOf([signIn]);
        expect([...foundIn(said, sought), ...(await foundBelow(data, sought))], signIn.name).toEqual([]);
      }
    } finally {
      folders.remove();
    }
  },
  proofDeadline,
);

describe.each(['XOAUTH2', 'OAUTHBEARER'] as const)('a token that the console presents by %s', (mechanism) => {
  const token = { name: 'token', secret: canaries[0]?.secret ?? '' };
  it.each([
    ['smtp', '220 mx\r\n', '334 \r\n', '535 5.7.8 no\r\n'],
    ['imap', '* OK hi\r\n', '+ \r\n', 'a NO no\r\n'],
    ['pop3', '+OK hi\r\n', '+ \r\n', '-ERR no\r\n'],
    ['managesieve', 'OK\r\n', '""\r\n', 'NO "no"\r\n'],
  ] as const)('is in no file, line or event of %s', async (protocol, greeting, goOn, refusal) => {
    const fixture = await startTranscript();
    const tap = fixture.open(protocol, { purpose: 'console' });
    tap.server(Buffer.from(greeting));
    let said = '';
    // RFC 7628 §3.2.3: the server says why in a challenge, and the client has to answer it.
    const why = Buffer.from(JSON.stringify({ status: '401', error: `not ${token.secret}` })).toString('base64');
    const replies = [goOn, protocol === 'managesieve' ? `"${why}"\r\n` : goOn.replace(/ ?\r/, ` ${why}\r`), refusal];
    const connection: Pick<ConsoleConnection, 'write' | 'nextReply'> = {
      write(lines) {
        said += Buffer.concat(lines).toString();
        tap.client(Buffer.concat(lines));
      },
      async nextReply() {
        const line = Buffer.from(replies.shift() ?? '');
        tap.server(line);
        const kind = replies.length > 0 ? 'continuation' : 'final';
        return { heard: { kind, command: 'AUTH', isPositive: false }, line };
      },
    };
    const credentials = { kind: 'token', username: user, token: token.secret } as const;
    const server = { host: 'mail.example.test', port: 143 };
    // Nothing else of a connection is used.
    expect(await playSignIn(connection as ConsoleConnection, { protocol, credentials, mechanism, server, tag: 'a' })).toBe(false);
    expect(foundIn([{ where: 'said', bytes: Buffer.from(said) }], [token])).not.toEqual([]);
    tap.end();
    const lines = await linesOf(fixture.transcript, tap.session);
    await fixture.transcript.close();
    const texts = [JSON.stringify(lines), JSON.stringify(fixture.announced), ...(await fixture.files()).values()];
    expect(
      foundIn(
        texts.map((text) => ({ where: protocol, bytes: Buffer.from(text) })),
        [token],
      ),
    ).toEqual([]);
  });
});
