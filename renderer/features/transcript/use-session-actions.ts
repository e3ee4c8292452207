/** What can be done to a recorded session as a whole; the same functions between renderings. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CopyForm, ExportOrder, Line, LineRange, Session } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { askAgain } from '../../api/refetch.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import { useCopy } from '../../state/use-copy.ts';
import { useSaveFile } from '../../state/use-save-file.ts';
import { plainLine } from '../../wire/wire-text.ts';
import { useNoteWords } from '../../wire/wire-words.ts';

/** Saves a file of the transcript; answers whether its writing has begun. `onBegin` is told the handle of `transcript.exportChanged`. */
export type SaveExport = (order: ExportOrder, onBegin: (handle: string) => void) => Promise<boolean>;

interface SessionActions {
  copyLines(lines: readonly Line[]): void;
  copy(session: Session): Promise<void>;
  /** Copies the same exchange as a command line of another program. */
  copyAs(session: Session, form: CopyForm): Promise<void>;
  readonly save: SaveExport;
  pin(session: Session): Promise<void>;
  /** Answers whether it is gone. */
  remove(session: Session): Promise<boolean>;
  removeLines(session: Session, lines: LineRange): Promise<void>;
  /** Keeps lines beyond the limits, or no longer. */
  keepLines(session: Session, lines: LineRange, kept: boolean): Promise<void>;
}

export function useSessionActions(): SessionActions {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const noteWords = useNoteWords();
  const copy = useCopy();
  const saveFile = useSaveFile();

  return useMemo(() => {
    const copyLines = (value: string, count: number) => void copy(value, say('transcript.copied', { count }));
    const prepare = async (order: ExportOrder) => {
      const answer = await client.call('transcript.export', order);
      if (!answer.ok) workspace.showFailure(answer.failure);
      return answer.ok ? answer.value : null;
    };
    const readAgain = () => void askAgain(queries, ['transcript.sessions']);
    return {
      copyLines: (lines) =>
        copyLines(
          lines.map((line) => plainLine(line, noteWords(line), (length) => formatBytes(length, language))).join('\n'),
          lines.length,
        ),
      async copy(session) {
        const file = await prepare({ sessions: [session.id], format: 'text', mail: 'left-out', names: 'real' });
        if (file) copyLines(await (await fetch(file.url)).text(), session.lines);
      },
      async copyAs({ id }, form) {
        const answer = await client.call('transcript.copyAs', { session: id });
        if (!answer.ok) return workspace.showFailure(answer.failure);
        const found = answer.value.commands.find((each) => each.form === form);
        if (!found) return workspace.announce(say('copyAs.none'));
        await copy(found.text, say('copyAs.copied'));
      },
      async save(order, onBegin) {
        const file = await prepare(order);
        if (!file) return false;
        onBegin(file.handle);
        return saveFile(file);
      },
      async pin({ id, pinned }) {
        const answer = await client.call('transcript.pin', { session: id, pinned: !pinned });
        if (!answer.ok) workspace.showFailure(answer.failure);
        else readAgain();
      },
      async keepLines({ id }, lines, kept) {
        const answer = await client.call('transcript.keepLines', { session: id, lines, kept });
        if (answer.ok)
          workspace.announce(say(kept ? 'transcript.linesKept' : 'transcript.linesNotKept', { count: lines.last - lines.first + 1 }));
        else workspace.showFailure(answer.failure);
      },
      async removeLines({ id }, lines) {
        const answer = await client.call('transcript.removeLines', { session: id, lines });
        if (answer.ok) workspace.announce(say('transcript.linesRemoved', { count: lines.last - lines.first + 1 }));
        else workspace.showFailure(answer.failure);
      },
      async remove({ id }) {
        const answer = await client.call('transcript.remove', { session: id });
        if (answer.ok) readAgain();
        else workspace.showFailure(answer.failure);
        return answer.ok;
      },
    };
  }, [say, language, client, queries, workspace, noteWords, saveFile, copy]);
}
