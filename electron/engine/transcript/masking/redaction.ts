/** Masks echoes in a text that reached us beside the stream, such as the reply inside a failure. */
import type { Echoes } from './echoes.ts';
import type { Cover } from './masker.ts';

export const createRedaction =
  (echoes: Echoes, cover: Cover) =>
  (text: string): string => {
    const bytes = Buffer.from(text, 'utf8');
    const marks = echoes.find(bytes, 0, true);
    return marks.length === 0 ? text : cover(bytes, marks).bytes.toString('utf8');
  };
