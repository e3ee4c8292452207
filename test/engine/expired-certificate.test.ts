import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckStep } from '../../electron/contract/accounts.ts';
import { checkImap } from '../../electron/engine/imap/check.ts';
import { checkPop3 } from '../../electron/engine/pop3/check.ts';
import { checkSubmission } from '../../electron/engine/smtp/check.ts';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../support/certificates.ts';
import { peerFor } from '../support/scripted/peer.ts';

describe('An expired certificate', () => {
  let authority: CertificateAuthority;
  let expired: KeyedCertificate;
  let server: PracticeServer;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    expired = await authority.issueExpired();
    server = await createPracticeServer({ certificate: expired });
  });
  afterAll(() => server?.close());

  const kinds = {
    imap: { run: checkImap, port: () => server.imap.port },
    pop3: { run: checkPop3, port: () => server.pop3.port },
    smtp: {
      run: (peer: Parameters<typeof checkImap>[0], report: Parameters<typeof checkImap>[1]) =>
        checkSubmission(peer, 'ana@practice.test', report),
      port: () => server.smtp.port,
    },
  } as const;

  it.each(['imap', 'pop3', 'smtp'] as const)('is refused over %s with the day on which it expired', async (kind) => {
    const steps: Omit<CheckStep, 'side'>[] = [];
    const trust = { extraCertificates: [authority.certificate], pinned: [] };
    await kinds[kind].run(peerFor({ host: 'localhost', port: kinds[kind].port(), security: 'starttls', trust }), (step) =>
      steps.push(step),
    );
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      name: 'starttls',
      failure: {
        code: 'certificate-expired',
        detail: { validTo: new Date(new X509Certificate(expired.certificate).validTo).toISOString() },
      },
    });
  });
});
