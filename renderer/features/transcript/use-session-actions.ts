/** What can be done to a recorded session as a whole; the same functions between renderings. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { askAgain } from '../../api/refetch.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useCapability, useWorkspace } from '../../state/State.tsx';
import { plainLine } from '../../wire/wire-text.ts';
import { useNoteWords } from '../../wire/wire-words.ts';

export interface ExportChoice {
  readonly format: 'text' | 'jsonl';
  /** Whether the bytes of messages stand in the file. */
  readonly mail: 'left-out' | 'included';
}

interface SessionActions {
  copyLines(lines: readonly Line[]): void;
  copy(session: Session): Promise<void>;
  export(session: Session, choice: ExportChoice): Promise<void>;
  pin(session: Session): Promise<void>;
  /** Answers whether it is gone. */
  remove(session: Session): Promise<boolean>;
}

export function useSessionActions(): SessionActions {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const noteWords = useNoteWords();
  const saves = useCapability('save-dialog');

  return useMemo(() => {
    const copy = (value: string, count: number) =>
      void navigator.clipboard.writeText(value).then(
        () => workspace.announce(say('transcript.copied', { count })),
        () => workspace.announce(say('transcript.notCopied')),
      );
    const prepare = async ({ id }: Session, choice: ExportChoice) => {
      const answer = await client.call('transcript.export', { sessions: [id], names: 'real', ...choice });
      if (!answer.ok) workspace.showFailure(answer.failure);
      return answer.ok ? answer.value : null;
    };
    const readAgain = () => void askAgain(queries, ['transcript.sessions']);
    return {
      copyLines: (lines) =>
        copy(lines.map((line) => plainLine(line, noteWords(line), (length) => formatBytes(length, language))).join('\n'), lines.length),
      async copy(session) {
        const file = await prepare(session, { format: 'text', mail: 'left-out' });
        if (file) copy(await (await fetch(file.url)).text(), session.lines);
      },
      async export(session, choice) {
        const file = await prepare(session, choice);
        if (!file) return;
        if (saves) {
          const saved = await client.call('application.save', { url: file.url, suggestedName: file.name });
          if (!saved.ok) workspace.showFailure(saved.failure);
          return;
        }
        const anchor = document.createElement('a');
        anchor.href = file.url;
        anchor.download = file.name;
        anchor.click();
      },
      async pin({ id, pinned }) {
        const answer = await client.call('transcript.pin', { session: id, pinned: !pinned });
        if (!answer.ok) workspace.showFailure(answer.failure);
        else readAgain();
      },
      async remove({ id }) {
        const answer = await client.call('transcript.remove', { session: id });
        if (answer.ok) readAgain();
        else workspace.showFailure(answer.failure);
        return answer.ok;
      },
    };
  }, [say, language, client, queries, workspace, noteWords, saves]);
}
