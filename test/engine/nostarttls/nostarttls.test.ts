import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { ownNegotiations, type TriedCase } from '../../fixtures/negotiations.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../../support/certificates.ts';
import { corpusFiles, readCorpusFile, whyCorpusMissing } from '../../support/material/corpus.ts';
import { type NegotiationCase, readCase } from '../../support/nostarttls/case.ts';
import { startFakeServer } from '../../support/nostarttls/fake-server.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import type { ScriptedServer } from '../../support/scripted/scripted-server.ts';

const password = 'hunter2-never-in-clear';
const message = Buffer.from('Subject: secret draft\r\n\r\nnot before TLS\r\n');

/** Goes as far as a client goes that wants to work; true when it got there. */
async function useServer(protocol: NegotiationCase['protocol'], peer: Peer): Promise<{ worked: boolean; code: string }> {
  try {
    if (protocol === 'imap') {
      const connection = await connectImap(peer);
      await connection.append('INBOX', message, [], 0);
      await connection.logout();
    } else if (protocol === 'pop3') {
      const connection = await connectPop3(peer);
      await connection.quit();
    } else {
      const outcome = await submit({
        ...peer,
        envelope: { from: 'ana@example.org', to: ['ben@example.org'] },
        raw: message,
        beforeFinalDot: async () => undefined,
      });
      if (outcome.state !== 'accepted') return { worked: false, code: outcome.failure.code };
    }
    return { worked: true, code: '' };
  } catch (error) {
    const code = error instanceof Error && 'failure' in error ? (error.failure as { code: string }).code : String(error); // asked just before
    return { worked: false, code };
  }
}

/** Everything that gives the user away, in any form it could take on the wire. */
function giveaways(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const commands = text.match(/^(?:\S+ )?(?:AUTHENTICATE|LOGIN|AUTH|USER|PASS|APOP|APPEND|SELECT|MAIL|RCPT|DATA)\b.*$/gim) ?? [];
  const forms = [
    password,
    Buffer.from(password).toString('base64').slice(0, 20),
    Buffer.from(`\0ana\0${password}`).toString('base64').slice(0, 20),
    'secret draft',
  ];
  return [...commands, ...forms.filter((form) => text.includes(form))];
}

describe('a server that would have the password before TLS', () => {
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;
  let server: ScriptedServer | undefined;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    certificate = await authority.issue();
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const cases: readonly TriedCase[] = [...ownNegotiations, ...(whyCorpusMissing() === undefined ? publishedCases() : [])];

  const run = async ({ negotiation }: TriedCase, security: Peer['security']) => {
    server = await startFakeServer(negotiation, certificate);
    const trust = { extraCertificates: [authority.certificate], pinned: [] };
    const used = await useServer(
      negotiation.protocol,
      peerFor({ port: server.port, security, trust, password, deadlines: { reply: 5_000 } }),
    );
    const [connection] = server.connections;
    return { ...used, inClear: giveaways(Buffer.concat(connection?.receivedInClear ?? [])), secured: connection?.secured() ?? false };
  };

  it.each(cases)('$path: no credential, and no mail, before TLS', async (each) => {
    const { negotiation } = each;
    const { worked, code, inClear, secured } = await run(each, negotiation.implicitTls ? 'tls' : 'starttls');
    expect(inClear).toEqual([]);
    const startTls = negotiation.protocol === 'pop3' ? 'STLS' : 'STARTTLS';
    const possible =
      negotiation.implicitTls ||
      (!negotiation.preauth &&
        negotiation.transition &&
        !negotiation.hidden.has(startTls) &&
        !negotiation.hidden.has('EHLO') &&
        negotiation.capabilities.clear.includes(startTls));
    // A client that never works would pass the line above as well.
    expect({ worked, secured }).toEqual({ worked: possible, secured: possible });
    if (!possible) expect(code).toMatch(/^(starttls-missing|starttls-refused|preauth-refused|protocol-violation|data-before-tls)$/);
  });

  it.each(cases.filter(({ isTempting }) => isTempting))(
    '$path: would take the password in clear from a client that sends it',
    async (each) => {
      const { inClear } = await run(each, 'none');
      expect(inClear.length).toBeGreaterThan(0);
    },
  );
});

/** The cases that were published with the study (Poddebniak et al., USENIX Security 2021). */
function publishedCases(): TriedCase[] {
  const files = corpusFiles().filter(({ path }) => path.startsWith('nostarttls/') && path.endsWith('.ron'));
  if (files.length !== 36) throw new Error(`there are ${files.length} cases instead of 36`);
  return files.map((file) => {
    const { path } = file;
    const protocol = /testcases\/(imap|pop3|smtp)\//.exec(path)?.[1];
    if (protocol !== 'imap' && protocol !== 'pop3' && protocol !== 'smtp') throw new Error(`no protocol in ${path}`);
    const isTempting = /O_[123]\.ron$/.test(path) && !/pop3.Negotiation.O_3|smtp.Negotiation.O_[23]/.test(path);
    const negotiation = readCase(protocol, readCorpusFile(file).toString('utf8'));
    return { path: path.replace('nostarttls/testcases/', ''), negotiation, isTempting };
  });
}
