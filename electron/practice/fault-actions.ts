import type { Clock } from '../base/clock.ts';
import type { Connection } from './connection.ts';
import { type Fault, type FaultAction, type FaultBook, type MailboxFault, type Protocol, patternOf } from './faults.ts';
import type { MailStore, PracticeAccount } from './mailbox/mail-store.ts';
import { applyMailboxFault } from './mailbox/mailbox-fault.ts';

interface FaultContext {
  readonly connection: Connection;
  readonly clock: Clock;
  /** The IMAP tag that `{tag}` stands for; empty in the other protocols. */
  readonly tag: string;
  /** Carries out what a fault does to the mailbox of the account that is logged in. */
  changeMailbox(change: MailboxFault): void;
}

/**
 * Does a command as `fault` wants it done; without a fault, simply does it.
 * @param execute the command itself; it writes its own replies
 */
async function runWithFault(fault: Fault | undefined, context: FaultContext, execute: () => Promise<void>): Promise<void> {
  if (!fault) return execute();
  const { connection } = context;
  const action = fault.do;
  if (action.delayMs) await pause(context, action.delayMs);
  if (action.mailbox) context.changeMailbox(action.mailbox);
  if (action.before !== undefined)
    await connection.write(typeof action.before === 'string' ? withTag(action.before, context.tag) : action.before);
  if (action.flood) await flood(connection, action.flood);
  if (action.stall) return connection.closed;
  if (await answeredInstead(action, context)) return;
  const release = connection.shapeOutput(shapeOf(action, context));
  try {
    await execute();
  } finally {
    release();
  }
  if (action.loseReply) connection.close(action.loseReply);
}

async function answeredInstead(action: FaultAction, context: FaultContext): Promise<boolean> {
  const { connection, tag } = context;
  if (action.garbage !== undefined) await connection.write(action.garbage);
  if (action.reply !== undefined) await connection.write(`${withTag(action.reply, tag)}\r\n`);
  if (action.close) connection.close(action.close);
  return action.garbage !== undefined || action.reply !== undefined || action.close !== undefined;
}

function shapeOf(action: FaultAction, context: FaultContext) {
  const { rewrite } = action;
  return {
    ...(action.loseReply ? { change: () => Buffer.alloc(0) } : {}),
    ...(rewrite ? { change: (bytes: Buffer) => replaceIn(bytes, rewrite.find, withTag(rewrite.replace, context.tag)) } : {}),
    ...(action.cutAfterBytes === undefined ? {} : { cutAfterBytes: action.cutAfterBytes }),
    ...(action.drip ? { drip: { octets: action.drip.octets, pause: () => pause(context, action.drip?.everyMs ?? 0) } } : {}),
  };
}

/** Octets are kept as they are by going through latin1, one character an octet. */
function replaceIn(bytes: Buffer, find: RegExp | string, replacement: string): Buffer {
  const pattern = patternOf(find);
  const everywhere = new RegExp(pattern.source, `${pattern.flags}g`);
  return Buffer.from(bytes.toString('latin1').replace(everywhere, replacement), 'latin1');
}

const withTag = (text: string, tag: string): string => text.replaceAll('{tag}', tag);

async function flood(connection: Connection, { text, octets }: { text: string; octets: number }): Promise<void> {
  const block = Buffer.from(text.repeat(Math.max(1, Math.ceil(16_384 / text.length))), 'latin1');
  for (let sent = 0; sent < octets && !connection.isClosed; sent += block.length) {
    await connection.write(block.subarray(0, Math.min(block.length, octets - sent)));
  }
}

/** Waits by the server's clock; a connection that goes away ends the wait. */
export function pause(context: { clock: Clock; connection: Connection }, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cancel = context.clock.after(milliseconds, resolve);
    void context.connection.closed.then(() => {
      cancel();
      resolve();
    });
  });
}

interface FaultRunnerDependencies {
  readonly protocol: Protocol;
  readonly faults: FaultBook;
  readonly clock: Clock;
  readonly store: MailStore;
  readonly connection: Connection;
  /** The signed-in account, whose mailbox a fault may change. */
  readonly account: () => PracticeAccount | undefined;
}

type FaultRunner = (moment: { command: string; argument: string; tag?: string }, execute: () => Promise<void>) => Promise<void>;

/** Joins the fault list to one session: each command goes through the returned function. */
export function createFaultRunner({ protocol, faults, clock, store, connection, account }: FaultRunnerDependencies): FaultRunner {
  return ({ command, argument, tag = '' }, execute) =>
    runWithFault(
      faults.match({ protocol, command, argument, connection: connection.ordinal }),
      {
        connection,
        clock,
        tag,
        changeMailbox(change) {
          const owner = account();
          if (owner) applyMailboxFault(store.mailboxOf(owner), change, clock.now());
        },
      },
      execute,
    );
}
