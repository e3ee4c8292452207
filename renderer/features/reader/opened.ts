/** The message that is read and how it is viewed, for the parts of the reader. */
import { createContext } from 'react';
import type { MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';
import type { CallState } from '../../api/use-call.ts';

export const views = ['message', 'headers', 'path', 'authentication', 'source', 'structure'] as const;
export type ViewName = (typeof views)[number];

interface Opened {
  readonly row: MessageRow;
  readonly detail: CallState<MessageDetail>;
}

export const OpenedContext = createContext<Opened | null>(null);
