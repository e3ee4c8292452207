import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { Mechanism } from '../../../electron/contract/accounts.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { createTranscript } from '../../../electron/engine/transcript/transcript.ts';
import type { Transcript } from '../../../electron/engine/transcript/transcript-interface.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type RecordingRelay, startRecordingRelay } from '../../support/relay/recording-relay.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { linesOf, sha256, temporaryFolder } from './transcript-fixture.ts';

const password = 'secret-of-ana';
const message = Buffer.from(`Subject: relayed\r\n\r\n.\r\n..two\r\n${'a long line of text\r\n'.repeat(5_000)}`);

/** The password's characters within the base64 of a PLAIN answer, counted in bits: eight before it are the user name's. */
const plainSecret = (() => {
  const before = '\0ana\0';
  const encoded = Buffer.from(before + password)
    .toString('base64')
    .replace(/=+$/, '');
  return [...encoded].filter((_, index) => index * 6 + 6 > before.length * 8).join('');
})();
const loginSecret = Buffer.from(password).toString('base64').replace(/=+$/, '');

interface Stretch {
  readonly bytes: Buffer;
  readonly spans: { offset: number; length: number }[];
}

/** One direction put together again, with spans in its stream. */
async function direction(transcript: Transcript, session: string, side: 'client' | 'server'): Promise<Stretch> {
  const pieces: Buffer[] = [];
  const spans: Stretch['spans'] = [];
  let offset = 0;
  for await (const { record, bytes } of transcript.everything(session)) {
    if (record.direction !== side) continue;
    expect(record.offset).toBe(offset);
    for (const span of record.masked ?? []) spans.push({ offset: offset + span.offset, length: span.length });
    pieces.push(bytes ?? Buffer.alloc(0));
    offset += bytes?.length ?? 0;
  }
  return { bytes: Buffer.concat(pieces), spans };
}

/** What the observer saw under the spans, and the rest with the spans left out on both sides. */
function compare(kept: Stretch, seen: Buffer) {
  const hidden = kept.spans.map(({ offset, length }) => seen.subarray(offset, offset + length).toString('latin1'));
  const blank = Buffer.from(seen);
  const keptBlank = Buffer.from(kept.bytes);
  for (const { offset, length } of kept.spans) {
    blank.fill(0, offset, offset + length);
    keptBlank.fill(0, offset, offset + length);
  }
  return { hidden, same: keptBlank.equals(blank) };
}

describeWithServers(['dovecot', 'postfix'], 'The transcript of a real conversation', () => {
  let host: MailHost;
  let relay: RecordingRelay | undefined;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [{ name: 'ana', password }] });
    await host.dovecot.mail.deliver('ana', message);
  });
  afterEach(async () => {
    await relay?.close();
    relay = undefined;
  });
  afterAll(() => host?.stop());

  const use = {
    imap: async (peer: Peer) => {
      const connection = await connectImap(peer);
      await connection.select('INBOX');
      await connection.fetchBodies([{ uid: 1, size: message.length }], () => undefined);
      await connection.append('INBOX', message, [], 0);
      await connection.logout();
    },
    pop3: async (peer: Peer) => {
      const connection = await connectPop3(peer);
      await connection.retrieve({ number: 1, size: message.length });
      await connection.quit();
    },
    smtp: async (peer: Peer) => {
      const envelope = { from: 'ana@example.test', to: ['ana@example.test'] };
      await submit({ ...peer, envelope, raw: message, beforeFinalDot: async () => undefined });
    },
  };
  const ports = (protocol: keyof typeof use, security: Peer['security']): number => {
    const { dovecot, submission } = host;
    if (protocol === 'smtp')
      return { none: submission.ports.clear, starttls: submission.ports.submission, tls: submission.ports.submissions }[security];
    return security === 'tls' ? dovecot.ports[`${protocol}s`] : dovecot.ports[protocol];
  };
  const mechanisms: readonly Mechanism[] = ['automatic', 'PLAIN', 'LOGIN', 'CRAM-MD5'];
  const secrets = [password, plainSecret, loginSecret];

  test.each(
    (['imap', 'pop3', 'smtp'] as const).flatMap((protocol) =>
      (['none', 'starttls', 'tls'] as const).flatMap((security) => mechanisms.map((mechanism) => [protocol, security, mechanism] as const)),
    ),
  )('over %s, security %s, mechanism %s equals what an observer saw, but for the secrets', async (protocol, security, mechanism) => {
    relay = await startRecordingRelay({
      target: { host: '127.0.0.1', port: ports(protocol, security) },
      security,
      ...(security === 'starttls' ? { protocol } : {}),
      ...(security === 'none' ? {} : { certificate: host.dovecot.certificate, trustedCertificate: host.trustedCertificate }),
    });
    const folder = await temporaryFolder();
    const held = new Map([[sha256(message), message]]);
    const payloads = { holds: (hash: string) => held.has(hash), read: (hash: string) => held.get(hash) ?? null };
    const transcript = createTranscript({ folder, clock: systemClock, emit: () => undefined, payloads });
    onTestFinished(() => transcript.close());
    const trust = { extraCertificates: [host.trustedCertificate], pinned: [] };
    const peer = peerFor({ port: relay.port, security, openTap: transcript.open, trust, mechanism });
    const offered = await use[protocol](peer).then(
      () => true,
      () => false, // Postfix is not set up for CRAM-MD5: what was said until then is compared all the same
    );
    // The last goodbye is answered after the caller has what it wanted.
    await expect.poll(async () => (await transcript.sessions({ limit: 1 })).map(({ state }) => state)).not.toContain('open');
    const [session] = await transcript.sessions({ limit: 1 });
    await transcript.flush();
    const id = session?.id ?? '';
    const client = compare(await direction(transcript, id, 'client'), relay.bytes('client'));
    const server = compare(await direction(transcript, id, 'server'), relay.bytes('server'));
    expect([client.same, server.same]).toEqual([true, true]);
    expect(server.hidden).toEqual([]);
    expect(client.hidden).toHaveLength(offered ? 1 : 0);
    for (const secret of client.hidden)
      expect(secrets.includes(secret) || (['automatic', 'CRAM-MD5'].includes(mechanism) && /^[A-Za-z0-9]{43,44}$/.test(secret))).toBe(true);
    const lines = await linesOf(transcript, id);
    for (const { answers, index } of lines) expect(answers ?? -1).toBeLessThan(index);
    // A command that a literal interrupts has several lines; the first is the one that is answered.
    const commands = lines.filter((line) => line.kind === 'command' && lines.find(({ tag }) => tag !== null && tag === line.tag) === line);
    const unanswered = (protocol === 'imap' ? commands : lines.filter(({ kind }) => kind === 'command')).filter(
      (line) => !lines.some(({ answers }) => answers === line.index),
    );
    expect(
      unanswered.map(({ command }) => command).filter((command) => !['LOGIN', 'AUTHENTICATE', 'AUTH'].includes(command ?? '')),
    ).toEqual([]);
    if (protocol !== 'smtp' && offered)
      expect(await transcript.wireOf(sha256(message))).toMatchObject([
        { session: id, purpose: 'fetched' },
        ...(protocol === 'imap' ? [{ purpose: 'sent' }] : []),
      ]);
  });
});
