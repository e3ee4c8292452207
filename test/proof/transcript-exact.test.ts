/** The transcript against what a relay saw: byte for byte in each direction outside the masked spans, and the spans are exactly the secrets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecordedSessions } from '../../electron/engine/recorded-sessions.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { type CertificateAuthority, createCertificateAuthority } from '../support/certificates.ts';
import { startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { type RecordingRelay, startRecordingRelay } from '../support/relay/recording-relay.ts';
import { expectedSecrets, type Span } from './wire-secrets.ts';

const user = 'ana';
const password = 'pä"ss\\wörd 42';

interface Recorded {
  readonly client: Buffer;
  readonly server: Buffer;
  readonly masked: { readonly client: Span[]; readonly server: Span[] };
  /** Directions of the lines in the order they were kept. */
  readonly order: { readonly direction: 'client' | 'server'; readonly bytes: Buffer }[];
}

/** Every session of a data folder with its bytes put together again, as `cli log --json` prints them. */
async function recordedSessions(folder: string): Promise<Recorded[]> {
  const recorded = openRecordedSessions(folder);
  const sessions: Recorded[] = [];
  for (const { id } of await recorded.list()) {
    const log = unwrap(await recorded.open(id));
    const parts: Record<'client' | 'server', Buffer[]> = { client: [], server: [] };
    const lengths = { client: 0, server: 0 };
    const masked: Record<'client' | 'server', Span[]> = { client: [], server: [] };
    const order: { direction: 'client' | 'server'; bytes: Buffer }[] = [];
    for await (const line of log.objects()) {
      if (line.direction === 'note') continue;
      const bytes = Buffer.from(line.bytes, 'base64');
      for (const { offset, length } of line.masked) masked[line.direction].push({ offset: lengths[line.direction] + offset, length });
      parts[line.direction].push(bytes);
      lengths[line.direction] += bytes.length;
      order.push({ direction: line.direction, bytes });
    }
    sessions.push({ client: Buffer.concat(parts.client), server: Buffer.concat(parts.server), masked, order });
  }
  recorded.close();
  return sessions;
}

/** The relay's bytes with the same spans overwritten by the transcript's own: equal exactly when they differ nowhere else. */
function equalOutside(kept: Buffer, seen: Buffer, masked: readonly Span[]): boolean {
  if (kept.length !== seen.length) return false;
  const covered = Buffer.from(seen);
  for (const { offset, length } of masked) kept.copy(covered, offset, offset, offset + length);
  return covered.equals(kept);
}

const cases = [
  { incoming: 'imap', security: 'none', mechanism: 'LOGIN' },
  { incoming: 'imap', security: 'starttls', mechanism: 'PLAIN' },
  { incoming: 'imap', security: 'tls', mechanism: 'automatic' },
  { incoming: 'pop3', security: 'none', mechanism: 'CRAM-MD5' },
  { incoming: 'pop3', security: 'starttls', mechanism: 'automatic' },
  { incoming: 'pop3', security: 'tls', mechanism: 'PLAIN' },
] as const;
/** Submission takes its turn with the others, so that each mechanism is spoken in the clear or inside TLS. */
const submissionMechanism = ['LOGIN', 'LOGIN', 'PLAIN', 'PLAIN', 'CRAM-MD5', 'LOGIN'] as const;

describeWithServers(['dovecot', 'postfix'], 'what the transcript keeps and what a relay saw', () => {
  let host: MailHost;
  let authority: CertificateAuthority;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [{ name: user, password }] });
    authority = await createCertificateAuthority();
    const attachment = Buffer.alloc(120_000, 'large enough to be kept by its hash ').toString('base64').replace(/.{76}/g, '$&\n');
    for (const [index, text] of ['short', '.\n..two dots\n.', 'ñandú 8-bit', attachment].entries()) {
      await host.dovecot.mail.deliver(
        user,
        `From: b@example.test\nTo: ana@example.test\nSubject: ${index}\nMessage-ID: <m${index}@x>\n\n${text}\n`,
      );
    }
  });
  afterAll(() => host?.stop());

  describe.each(cases.map((each, index) => ({ ...each, outgoing: submissionMechanism[index] ?? 'LOGIN' })))(
    '$incoming with $mechanism and SMTP with $outgoing, security $security',
    ({ incoming, security, mechanism, outgoing }) => {
      it('is the same, each way, and only the secrets are masked', async () => {
        const certificate = await authority.issue();
        const { ports } = host.dovecot;
        const relay = (port: number, protocol: 'imap' | 'pop3' | 'smtp'): Promise<RecordingRelay> =>
          startRecordingRelay({
            target: { host: '127.0.0.1', port },
            security,
            protocol,
            certificate,
            trustedCertificate: host.trustedCertificate,
          });
        const inbound = await relay(security === 'tls' ? (incoming === 'imap' ? ports.imaps : ports.pop3s) : ports[incoming], incoming);
        const { clear, submission, submissions } = host.submission.ports;
        const outbound = await relay({ none: clear, starttls: submission, tls: submissions }[security], 'smtp');
        const settings = host.account(user, { protocol: incoming, security });
        const fixture = await startEngineFixture({
          automatic: false,
          accounts: [
            {
              ...settings,
              incoming: { ...settings.incoming, host: '127.0.0.1', port: inbound.port, security, mechanism },
              outgoing: { ...settings.outgoing, host: '127.0.0.1', port: outbound.port, security, mechanism: outgoing },
            },
          ],
          trustedCertificates: [authority.certificate],
        });
        try {
          const { accounts } = unwrap(await fixture.engine.syncOnce());
          expect(accounts[0]?.failure).toBeUndefined();
          const raw = Buffer.from(
            `From: ana@example.test\r\nTo: ana@example.test\r\nSubject: dots\r\nMessage-ID: <sent-${security}-${incoming}@x>\r\n\r\n.\r\n..\r\n.leading\r\n${'long '.repeat(4_000)}\r\n`,
          );
          const sent = unwrap(await fixture.engine.submitRaw({ account: settings.name, recipients: ['ana@example.test'], raw }));
          expect(sent.state).toBe('accepted');
          await fixture.close();

          const kept = await recordedSessions(fixture.folder);
          for (const observed of [inbound, outbound]) {
            for (let connection = 1; connection <= observed.connections(); connection += 1) {
              const seen = { client: observed.bytes('client', connection), server: observed.bytes('server', connection) };
              const same = kept.filter(
                (session) => session.client.length === seen.client.length && session.server.length === seen.server.length,
              );
              const session = same.find(
                ({ client, server, masked }) =>
                  equalOutside(client, seen.client, masked.client) && equalOutside(server, seen.server, masked.server),
              );
              expect(session, `connection ${connection}: ${seen.client.toString('latin1').slice(0, 200)}`).toBeDefined();
              if (!session) continue;
              const secrets = expectedSecrets(seen.client, seen.server, user, password);
              expect(session.masked.client).toEqual(secrets);
              expect(session.masked.server).toEqual([]);
              expect(repliesBeforeCommands(session)).toEqual([]);
            }
          }
          const authenticated = kept.filter(({ masked }) => masked.client.length > 0);
          expect(authenticated.length, 'sessions with a masked secret').toBeGreaterThanOrEqual(2);
        } finally {
          await fixture.done();
          await inbound.close();
          await outbound.close();
        }
      });
    },
  );
});

/** Tagged IMAP replies that stand before the command with their tag. */
function repliesBeforeCommands({ order }: Recorded): string[] {
  const said = new Set<string>();
  const early: string[] = [];
  for (const { direction, bytes } of order) {
    const tag = /^([A-Z0-9]+) (?:OK|NO|BAD) /.exec(bytes.toString('latin1'))?.[1];
    if (direction === 'client') said.add(/^([A-Z0-9]+) /.exec(bytes.toString('latin1'))?.[1] ?? '');
    else if (tag !== undefined && tag !== 'OK' && !said.has(tag)) early.push(tag);
  }
  return early;
}
