/** Work on whole messages, as drafts ask for it: on another thread, because it may take seconds. Types only. */
import type { Result } from '../../contract/failure.ts';
import type { Answer, AnswerInput } from '../mime/compose/answer.ts';
import type { ComposedMessage, ComposeInput } from '../mime/compose/compose.ts';

export type AnswerOrder = Omit<AnswerInput, 'raw'>;

/** A message to be built; its files are read from the draft they belong to. */
export interface ComposeOrder extends Omit<ComposeInput, 'attachments'> {
  readonly draftId: string;
  readonly attachmentIds: readonly string[];
}

export interface Composing {
  /** Makes ready for what is probably asked next. */
  warm(): void;
  /** What a draft begins with that is made of this message of the cache, fetched first when it is not held. */
  answer(order: AnswerOrder, messageId: number): Promise<Result<Answer>>;
  /** As `composeMessage`. */
  compose(order: ComposeOrder): Promise<Result<ComposedMessage>>;
}
