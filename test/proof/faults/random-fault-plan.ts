/** What goes wrong on the wire and in the practice server, drawn by a seeded generator. All of it is what real networks and servers do; none of it lies. */
import type { Fault as PracticeFault } from '../../../electron/practice/faults.ts';
import type { Fault, FaultEffect, FaultPoint } from '../../support/relay/faults.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

const momentsOf = {
  smtp: {
    client: ['EHLO', 'AUTH', 'MAIL FROM', 'RCPT TO', 'DATA\r\n', 'Subject:', '\r\n.\r\n', 'RSET', 'QUIT'],
    server: ['220 ', '235 ', '354 ', '250 2.1.0', '250 2.1.5', '250 2.0.0 Ok: q'],
  },
  imap: {
    client: ['CAPABILITY', 'LOGIN', 'SELECT', 'FETCH', 'STORE', 'MOVE', 'COPY', 'APPEND', 'IDLE', 'SEARCH', 'EXPUNGE', 'ENABLE'],
    server: ['* OK', 'EXISTS', 'FETCH (', 'COPYUID', 'APPENDUID', 'MODSEQ', 'OK ', 'EXPUNGE', '+ '],
  },
} as const;

function drawEffect(random: SeededRandom): FaultEffect {
  const kind = random.below(10);
  if (kind < 3) return { kind: 'cut', manner: 'reset' };
  if (kind < 6) return { kind: 'cut', manner: 'end' };
  if (kind < 7) return { kind: 'stall' };
  if (kind < 9) return { kind: 'delay', milliseconds: 5 + random.below(60) };
  return { kind: 'drip', bytes: 20 + random.below(200), milliseconds: 1 };
}

function drawPoint(random: SeededRandom, protocol: keyof typeof momentsOf): FaultPoint {
  if (random.chance(0.04)) return { connect: true };
  const direction = random.chance(0.5) ? 'client' : 'server';
  if (random.chance(0.3)) return { direction, byte: 1 + random.below(random.pick([400, 6_000, 60_000])) };
  return { direction, after: random.pick(momentsOf[protocol][direction]), occurrence: 1 + random.below(random.pick([3, 30])) };
}

/**
 * Faults for the connections of a relay, as many as it will ever see; `calm` ends them.
 * A relay looks its list up as each connection begins.
 */
export function drawFaultPlan(
  random: SeededRandom,
  protocol: keyof typeof momentsOf,
  connections: number,
): { faults: Fault[]; calm(): void } {
  const faults: Fault[] = [];
  for (let connection = 1; connection <= connections; connection += 1) {
    // One in three gets through, or nothing would ever be done. A connection of IMAP lives long: more can befall it.
    for (let count = random.below(3) * (protocol === 'imap' ? 3 : 1); count > 0; count -= 1)
      faults.push({ connection, at: drawPoint(random, protocol), effect: drawEffect(random) });
  }
  return { faults, calm: () => void faults.splice(0) };
}

/** Commands that the program really sends: with a fault at any other nothing would ever happen. */
const imapMoments = ['AUTHENTICATE', 'LIST', 'SELECT', 'UID FETCH', 'UID SEARCH', 'IDLE', 'APPEND', 'UID STORE', 'UID MOVE'] as const;

/** One thing that the practice server does wrong, once. */
export function drawServerFault(random: SeededRandom): PracticeFault {
  if (random.chance(0.6)) {
    // RSET is sent only over a connection that has rested: drawn more often, so that every run has some.
    const command = random.pick(['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.', 'RSET', 'RSET', 'RSET'] as const);
    const replies = ['421 4.3.2 closing', '451 4.3.0 try later', ...(command === '.' ? ['554 5.6.0 refused by content'] : [])];
    const does = random.pick([
      { reply: random.pick(replies) },
      { close: random.chance(0.5) ? 'rst' : 'end' } as const,
      { loseReply: random.chance(0.5) ? 'rst' : 'end' } as const,
      { cutAfterBytes: random.below(12) },
    ]);
    return { protocol: 'smtp', when: { command, times: 1 }, do: does };
  }
  const command = random.pick(imapMoments);
  // Both would wait for ever for a continuation that is lost, also in the other client, which no deadline helps: silence is the relays' part.
  const converses = command === 'AUTHENTICATE' || command === 'IDLE';
  // A refusal is what the user has to be told of: often enough that every run has some.
  const mayRefuse = command === 'UID STORE' || command === 'UID MOVE';
  const does =
    mayRefuse && random.chance(0.6)
      ? { reply: '{tag} NO [NOPERM] not you' }
      : random.pick([
          { close: random.chance(0.5) ? 'rst' : 'end' } as const,
          ...(converses ? [] : [{ loseReply: random.chance(0.5) ? 'rst' : 'end' } as const]),
          { cutAfterBytes: random.below(40) },
        ]);
  return { protocol: 'imap', when: { command, times: 1 }, do: does };
}
