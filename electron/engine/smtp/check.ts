/** The step-by-step check of submission: a real connection up to MAIL FROM, then RSET and QUIT; nothing is sent. */
import { isIP } from 'node:net';
import type { CheckStepName } from '../../contract/accounts.ts';
import { FailureError } from '../../contract/failure.ts';
import { type CheckOutcome, createSteps, type ReportStep } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import { checkDeadlines } from './deadlines.ts';
import { type Dialogue, openDialogue } from './dialogue.ts';
import { refuseAddress } from './envelope.ts';
import { nameError, refusal } from './smtp-failure.ts';

const order: Readonly<Record<Peer['security'], readonly CheckStepName[]>> = {
  none: ['dns', 'tcp', 'greeting', 'capabilities', 'authentication', 'mail-from'],
  starttls: ['dns', 'tcp', 'greeting', 'capabilities', 'starttls', 'authentication', 'mail-from'],
  tls: ['dns', 'tcp', 'tls', 'greeting', 'capabilities', 'authentication', 'mail-from'],
};

/**
 * Tries the settings; never rejects.
 * @param from the sender that MAIL FROM names: many servers only let people send as themselves
 */
export async function checkSubmission(peer: Peer, from: string, report: ReportStep): Promise<CheckOutcome> {
  const names = order[peer.security].filter((name) => name !== 'dns' || isIP(peer.host) === 0);
  const steps = createSteps({ clock: peer.clock, names, report });
  const tap = peer.openTap({ protocol: 'smtp', host: peer.host, port: peer.port, ...peer.opening });
  // From the first byte: a server may know the password already, and say it before it is asked.
  if (peer.password !== '') tap.secret(peer.password, [peer.username]);
  const ok = await steps.finish(async () => {
    let dialogue: Dialogue;
    try {
      dialogue = await openDialogue({ ...peer, deadlines: { ...checkDeadlines, ...peer.deadlines } }, tap, {
        ...steps.transport,
        onGreeting: (reply) => steps.done('greeting', [tap.redact(reply, false)]),
        onExtensions: (said) => {
          const lines = said.map((line) => tap.redact(line, false));
          steps.done('capabilities', lines);
          steps.amend('capabilities', lines);
        },
      });
    } catch (error) {
      const reason = nameError(error, 'connect', { options: peer, session: tap.session, redact: tap.redact });
      tap.end(reason);
      throw new FailureError(reason);
    }
    try {
      await dialogue.authenticate();
      steps.done('authentication', peer.username === '' ? [] : [peer.username]);
      const wrong = refuseAddress(from);
      if (wrong) throw new FailureError(wrong);
      const reply = await command(dialogue, `MAIL FROM:<${from}>`);
      if (!reply.startsWith('2')) throw new FailureError(refusal('MAIL FROM', reply, dialogue.context));
      steps.done('mail-from', [tap.redact(reply, false)]);
      await command(dialogue, 'RSET');
      dialogue.quit(null);
    } catch (error) {
      const reason = nameError(error, 'MAIL FROM', dialogue.context);
      dialogue.quit(reason);
      throw new FailureError(reason);
    }
  });
  return { ok, session: tap.session, refusedChain: steps.refusedChain() };
}

/** One command outside a message, and its reply whatever it says. */
async function command({ connection, broken, watchdog }: Dialogue, line: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  connection.internals._responseActions.push(resolve);
  connection.internals._sendCommand(line);
  try {
    return await Promise.race([promise, broken]);
  } finally {
    watchdog.rest();
  }
}
