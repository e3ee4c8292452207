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
  /** Starts the thread ahead of the first task. */
  warm(): void;
  /** The beginning of a draft that answers or forwards this message, which is fetched first when it is not held. */
  answer(order: AnswerOrder, messageId: number): Promise<Result<Answer>>;
  /** As `composeMessage`. */
  compose(order: ComposeOrder): Promise<Result<ComposedMessage>>;
}
