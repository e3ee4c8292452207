/** What crosses between the engine and the compose worker. */

import type { Result } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { AnswerOrder, ComposeOrder } from '../compose/composing.ts';
import type { Answer } from '../mime/compose/answer.ts';
import type { ComposedMessage } from '../mime/compose/compose.ts';

export interface PartOfMessage {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly safeName: string;
}

export type ComposeTask =
  /** `headersOnly`: after a first try that did not come to an end. */
  | { readonly kind: 'answer'; readonly order: AnswerOrder; readonly raw: StoredBytes; readonly headersOnly: boolean }
  | { readonly kind: 'compose'; readonly order: ComposeOrder }
  /** `key` names the bytes of the message; `raw` is null where they are thought to be still at hand there. */
  | { readonly kind: 'part'; readonly key: string; readonly raw: StoredBytes | null; readonly partId: string };

export type ToComposer = { readonly id: number; readonly task: ComposeTask };

export type ComposeAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'compose'; readonly composed: Result<ComposedMessage> }
  | { readonly kind: 'part'; readonly part: PartOfMessage | null }
  /** The message is not at hand any more. */
  | { readonly kind: 'unheld' };

export type FromComposer = { readonly id: number; readonly answer: ComposeAnswer } | { readonly id: number; readonly error: string };
