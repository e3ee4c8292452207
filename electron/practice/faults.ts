/**
 * Faults as data: what a server may do wrong, written down as a list that a test or a teacher hands over and may
 * change while the server runs. This file only matches; `fault-actions.ts` carries out.
 */
export type Protocol = 'smtp' | 'imap' | 'pop3';

export interface FaultCondition {
  /**
   * Upper-case command name (`RCPT`, `UID FETCH`), or one of the moments that are no command: `greeting`, `.` (the end of
   * SMTP data). Left out, every command matches.
   */
  readonly command?: string;
  /** What follows the command name; a string is the source of a case-insensitive regular expression, so that faults can be JSON. */
  readonly argument?: RegExp | string;
  /** Only this occurrence of what matches, counted from 1 over all connections. */
  readonly nth?: number;
  /** How many times it happens before it stops; without it, always (or once when `nth` is given). */
  readonly times?: number;
  /** Only on this connection of the protocol, counted from 1. */
  readonly connection?: number;
}

export type CloseKind = 'end' | 'rst';

export interface FaultAction {
  /** Waits, by the server's clock, before anything else. */
  readonly delayMs?: number;
  /** Changes the mailbox behind the session's back before the command is done. */
  readonly mailbox?: MailboxFault;
  /** Sent as it stands before the command is done. `{tag}` stands for the IMAP tag. */
  readonly before?: string | Buffer;
  /** Sends `text` again and again until so many octets have left. */
  readonly flood?: { readonly text: string; readonly octets: number };
  /** Answers this (CRLF added) instead of doing the command. */
  readonly reply?: string;
  /** Sends these bytes instead of doing the command. */
  readonly garbage?: string | Buffer;
  /** Never answers; the connection stays open. */
  readonly stall?: true;
  /** Closes instead of doing the command (after `before`, `reply` or `garbage`, where they are given). */
  readonly close?: CloseKind;
  /** Does the command, swallows the reply and closes: the client cannot know. */
  readonly loseReply?: CloseKind;
  /** Does the command; cuts the connection when so many octets of its answer have left. */
  readonly cutAfterBytes?: number;
  /** Does the command; the answer leaves so many octets at a time. */
  readonly drip?: { readonly octets: number; readonly everyMs: number };
  /** Does the command and changes each piece of the answer: the way to lie (EXISTS, UIDs, flags, capabilities, text after a STARTTLS reply). */
  readonly rewrite?: { readonly find: RegExp | string; readonly replace: string };
}

export type MailboxFault =
  | { readonly change: 'uidvalidity'; readonly folder: string }
  | { readonly change: 'expunge'; readonly folder: string; readonly sequence: number }
  | { readonly change: 'deliver'; readonly folder: string; readonly bytes: string };

export interface Fault {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly when: FaultCondition;
  readonly do: FaultAction;
}

interface FaultMoment {
  readonly protocol: Protocol;
  readonly command: string;
  readonly argument: string;
  readonly connection: number;
}

export interface FaultBook {
  /** Replaces the whole list and forgets the counts. */
  set(faults: readonly Fault[]): void;
  /** Adds one; the returned function takes it away again. */
  add(fault: Fault): () => void;
  readonly active: readonly Fault[];
  /** How often a fault has happened. */
  count(fault: Fault): number;
  /** The first fault whose condition holds now; counts it. */
  match(moment: FaultMoment): Fault | undefined;
}

/** Builds the list of faults that all sessions of one server consult. */
export function createFaultBook(initial: readonly Fault[] = []): FaultBook {
  let entries = initial.map(entryOf);
  return {
    set(faults) {
      entries = faults.map(entryOf);
    },
    add(fault) {
      const entry = entryOf(fault);
      entries = [...entries, entry];
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    get active() {
      return entries.map((entry) => entry.fault);
    },
    count: (fault) => entries.find((entry) => entry.fault === fault)?.happened ?? 0,
    match(moment) {
      let chosen: Entry | undefined;
      for (const entry of entries) {
        if (!holds(entry.fault, moment)) continue;
        entry.seen += 1;
        const { nth, times = nth === undefined ? Number.POSITIVE_INFINITY : 1 } = entry.fault.when;
        if (chosen === undefined && entry.seen >= (nth ?? 1) && entry.happened < times) chosen = entry;
      }
      if (chosen) chosen.happened += 1;
      return chosen?.fault;
    },
  };
}

interface Entry {
  readonly fault: Fault;
  seen: number;
  happened: number;
}

const entryOf = (fault: Fault): Entry => ({ fault, seen: 0, happened: 0 });

function holds(fault: Fault, moment: FaultMoment): boolean {
  const { command, argument, connection } = fault.when;
  if (fault.protocol !== moment.protocol) return false;
  if (command !== undefined && command.toUpperCase() !== moment.command.toUpperCase()) return false;
  if (command === undefined && moment.command === 'greeting') return false;
  if (connection !== undefined && connection !== moment.connection) return false;
  return argument === undefined || patternOf(argument).test(moment.argument);
}

/** A pattern given as text or as a regular expression; never stateful (`g` and `y` would remember a position). */
export function patternOf(pattern: RegExp | string): RegExp {
  if (typeof pattern === 'string') return new RegExp(pattern, 'i');
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
}
