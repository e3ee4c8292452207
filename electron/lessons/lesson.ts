/**
 * Lessons: short texts beside the console whose steps are judged by what crossed the wire. This folder reads a lesson (a Markdown file of a
 * teacher) and judges recorded lines against it. Pure: it knows no window, no engine and no protocol library, and nothing in a lesson file
 * can do more than be shown and be compared.
 */

/** A run of text: plain, as it is typed (`code`), or set off. It is drawn as text, whatever stands in it. */
export interface Inline {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  /** Lines that are shown as they stand. */
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  /** Lines that can be put into the command line. */
  | { readonly kind: 'type'; readonly lines: readonly string[] }
  /** Where a console is to be opened: the name of a server of the lesson, or an address. */
  | { readonly kind: 'connect'; readonly to: string }
  /** A question to a name server; `server` empty: the one that the computer uses. */
  | { readonly kind: 'look-up'; readonly type: string; readonly name: string; readonly server: string };

export type Check =
  /** The client sent such a line. */
  | { readonly kind: 'client'; readonly pattern: string; readonly line: number }
  /** The server answered so. After a check of a client line: in the answer to it. */
  | { readonly kind: 'server'; readonly pattern: string; readonly line: number }
  /** In this connection no such line has come so far. */
  | { readonly kind: 'not'; readonly side: 'client' | 'server'; readonly pattern: string; readonly line: number }
  /** A connection was made; TLS began; the connection is over. */
  | { readonly kind: 'connected' | 'tls' | 'closed'; readonly line: number }
  /** A message whose subject is such came into the inbox, or went out of it. */
  | { readonly kind: 'arrived' | 'left'; readonly pattern: string; readonly line: number }
  /** The reader says so. */
  | { readonly kind: 'confirm'; readonly inlines: readonly Inline[]; readonly line: number };

export interface Step {
  readonly title: readonly Inline[];
  readonly blocks: readonly Block[];
  readonly checks: readonly Check[];
}

/** `sendmail`: an account of this computer, which sends through its sendmail program. */
export const lessonProtocols = ['smtp', 'imap', 'pop3', 'dns', 'sendmail'] as const;

export interface Lesson {
  readonly title: string;
  readonly summary: string;
  readonly protocol: (typeof lessonProtocols)[number];
  /** `practice`: it needs the practice server; `any`: a server of the reader's own will do as well. */
  readonly against: 'practice' | 'any';
  readonly blocks: readonly Block[];
  readonly steps: readonly Step[];
}

/** What is wrong in a lesson file; the sentences are in `electron/words/lesson-faults.ts`. */
export type LessonFault =
  | 'too-long'
  | 'no-front-matter'
  | 'front-matter-line'
  | 'missing-field'
  | 'bad-field'
  | 'no-steps'
  | 'too-many-steps'
  | 'title-too-long'
  | 'too-many-acts'
  | 'too-many-acts-in-all'
  | 'too-many-checks'
  | 'too-many-checks-in-all'
  | 'too-many-pieces'
  | 'too-many-pieces-in-all'
  | 'unseen-character'
  | 'no-check'
  | 'second-check'
  | 'block-not-closed'
  | 'unknown-block'
  | 'empty-block'
  | 'block-outside'
  | 'bad-check'
  | 'bad-connect'
  | 'bad-look-up'
  | 'unknown-placeholder';

export interface LessonError {
  readonly fault: LessonFault;
  /** From 1. */
  readonly line: number;
  /** The word that it is about, short; empty where there is none. */
  readonly word: string;
}
