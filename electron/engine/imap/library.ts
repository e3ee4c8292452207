/**
 * The members of ImapFlow 2.1.2 that its published types leave out because they are internal, as this adapter uses
 * them. The version is pinned exactly, and the tests of this folder fail when one of them changes its meaning. They
 * give us: errors with the server's own answer where the public methods answer `false`, and the tap.
 */

import type { Socket } from 'node:net';
import type { PassThrough } from 'node:stream';
import type { ImapFlow } from 'imapflow';

/** A token or list of a parsed response or of a command to compile. */
export type Attribute =
  | {
      type: string;
      value?: string | Buffer | number | null;
      section?: Attribute[];
      partial?: number[];
      isLiteral8?: boolean;
      sensitive?: boolean;
    }
  | Attribute[]
  | null;

export interface ParsedResponse {
  readonly tag?: string;
  readonly command?: string;
  readonly attributes?: Attribute[];
}

interface ExecOptions {
  readonly untagged?: Readonly<Record<string, (response: ParsedResponse) => Promise<void>>>;
  readonly onPlusTag?: (response: ParsedResponse) => Promise<void>;
}

/** One assembled response line with its literals cut out, before it is parsed. */
export interface ResponseItem {
  readonly payload: Buffer;
  readonly literals: Buffer[];
}

export interface ImapFlowInternals {
  /** `maxLiteralSize` is looked at when a literal is announced. */
  readonly streamer: { write(chunk: Buffer, ...rest: unknown[]): boolean; maxLiteralSize: number };
  readonly secureConnection: boolean;
  writeSocket: Socket | PassThrough | false;
  readonly socket: Socket | false;
  readonly currentRequest:
    | false
    | { readonly tag: string; readonly command: string; readonly sent?: boolean; readonly options?: ExecOptions };
  /** Parts of the command under way that wait for a continuation request: literals and what follows them. */
  readonly commandParts: readonly Buffer[];
  readonly greetingReceived?: boolean;
  namespace?: { prefix: string; delimiter: string | null };
  expectCapabilityUpdate: boolean;
  /** Sends one command; resolves with its tagged OK. `next` must be called once, or no further command is sent. */
  exec(command: string, attributes: Attribute[] | false, options?: ExecOptions): Promise<{ response: ParsedResponse; next: () => void }>;
  /** A registered command, answering `false` where the server refused it. */
  run(command: string, ...parameters: unknown[]): Promise<unknown>;
  write(chunk: string | Buffer): void;
  handleResponse(item: ResponseItem): Promise<boolean>;
  /** The handler of an untagged response: that of the command under way, else the permanent one. */
  getUntaggedHandler(command: string, attributes?: Attribute[]): ((response: ParsedResponse) => Promise<void>) | undefined | null;
  failProtocol(error: Error): void;
  authenticate(): Promise<boolean>;
  setAuthenticationState(): Promise<void>;
  initialPREAUTH(): Promise<void>;
  untaggedExists(response: ParsedResponse): Promise<void>;
  untaggedExpunge(response: ParsedResponse): Promise<void>;
  untaggedVanished(response: ParsedResponse): Promise<void>;
  untaggedFetch(response: ParsedResponse): Promise<void>;
}

/** The same object, seen with its internal members. */
export function internalsOf(client: ImapFlow): ImapFlowInternals {
  // The published type omits these members; they exist (see the opening paragraph).
  return client as unknown as ImapFlowInternals;
}

/** Text of an attribute, whatever token carried it; null for NIL and lists. */
export function attributeText(attribute: Attribute | undefined): string | null {
  if (!attribute || Array.isArray(attribute)) return null;
  const { value } = attribute;
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : value.toString();
}

export const atom = (value: string): Attribute => ({ type: 'ATOM', value });
export const text = (value: string): Attribute => ({ type: 'STRING', value });
export const sequence = (value: string): Attribute => ({ type: 'SEQUENCE', value });
