/** The step-by-step check of an IMAP account: a real connection up to LIST, reported as it goes. */
import { isIP } from 'node:net';
import type { CheckStepName } from '../../contract/accounts.ts';
import { type CheckOutcome, createSteps, type ReportStep } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import type { OpenTap, Tap } from '../wire/tap.ts';
import { connectImap } from './connection.ts';

const order: Readonly<Record<Peer['security'], readonly CheckStepName[]>> = {
  none: ['dns', 'tcp', 'greeting', 'capabilities', 'authentication', 'list'],
  starttls: ['dns', 'tcp', 'greeting', 'capabilities', 'starttls', 'authentication', 'list'],
  tls: ['dns', 'tcp', 'tls', 'greeting', 'capabilities', 'authentication', 'list'],
};

/** Tries the settings; never rejects. Capabilities shown are those inside TLS, since anyone can write the others. */
export async function checkImap(peer: Peer, report: ReportStep): Promise<CheckOutcome> {
  const names = order[peer.security].filter((name) => name !== 'dns' || isIP(peer.host) === 0);
  const steps = createSteps({ clock: peer.clock, names, report });
  let session: string | null = null;
  let redact: Tap['redact'] = (text) => text;
  const openTap: OpenTap = (opening) => {
    const tap = peer.openTap(opening);
    session = tap.session;
    redact = tap.redact;
    return tap;
  };
  const ok = await steps.finish(async () => {
    const connection = await connectImap(
      { ...peer, openTap },
      {
        ...steps.transport,
        onGreeting: (line) => steps.done('greeting', [redact(line, false)]),
        onUpgrading: () => steps.done('capabilities'),
        onCapabilities: (said) => {
          const capabilities = said.map((line) => redact(line, false));
          steps.done('capabilities', capabilities);
          steps.amend('capabilities', capabilities);
        },
      },
    );
    try {
      steps.done('authentication', [peer.username]);
      const folders = await connection.listFolders();
      steps.done(
        'list',
        folders.map(({ path }) => redact(path, false)),
      );
    } finally {
      await connection.logout();
    }
  });
  return { ok, session, refusedChain: steps.refusedChain() };
}
