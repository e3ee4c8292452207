/** Reads a message out of a file: chosen, dropped on the window, or handed over by the system. */
import { useEffect, useMemo, useRef } from 'react';
import { messageRowSchema } from '../../../electron/contract/messages.ts';
import { useBytesTarget, useClient } from '../../api/Api.tsx';
import { putBytes } from '../../api/put-bytes.ts';
import { useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands, useWorkspace } from '../../state/State.tsx';

export function OpenFile() {
  const say = useWords();
  const client = useClient();
  const target = useBytesTarget();
  const workspace = useWorkspace();
  const input = useRef<HTMLInputElement>(null);

  const open = useMemo(
    () => ({
      async file(file: File) {
        const answer = await putBytes({ path: 'file', target, file, answer: messageRowSchema }).done;
        if (answer.ok) workspace.openFile(answer.value);
        else workspace.showFailure(answer.failure);
      },
      /** A file that the engine holds already. */
      async held(id: number) {
        const answer = await client.call('messages.open', { id });
        if (answer.ok) workspace.openFile(answer.value.row);
        else workspace.showFailure(answer.failure);
      },
    }),
    [client, workspace, target],
  );
  const commands = useMemo<readonly CommandBinding[]>(
    () => [
      {
        id: 'message.openFile',
        run: (id) => (id === undefined ? input.current?.click() : void open.held(Number(id))),
      },
    ],
    [open],
  );
  useCommands(commands);

  useEffect(() => {
    const isFile = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true;
    // Without this the browser would leave the window for the file.
    const onDragOver = (event: DragEvent) => {
      if (isFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void open.file(file);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
    };
  }, [open]);

  return (
    <input
      ref={input}
      type="file"
      hidden
      accept=".eml,message/rfc822"
      aria-label={say('command.openFile')}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        // The same file may be chosen again.
        event.target.value = '';
        if (file) void open.file(file);
      }}
    />
  );
}
