/** Saves what the engine serves under an address: by the machine's own dialog where it has one, else as a download of the browser. */
import { useCallback } from 'react';
import { useClient } from '../api/Api.tsx';
import { useCapability, useWorkspace } from './State.tsx';

interface SavedFile {
  readonly url: string;
  readonly name: string;
}

/** Answers whether the file was taken, as far as the machine says; a failure is shown. */
export function useSaveFile(): (file: SavedFile) => Promise<boolean> {
  const client = useClient();
  const workspace = useWorkspace();
  const saves = useCapability('save-dialog');
  return useCallback(
    async ({ url, name }) => {
      if (saves) {
        const saved = await client.call('application.save', { url, suggestedName: name });
        if (!saved.ok && saved.failure.code !== 'cancelled') workspace.showFailure(saved.failure);
        return saved.ok;
      }
      const anchor = document.createElement('a');
      anchor.href = url;
      anchor.download = name;
      anchor.click();
      return true;
    },
    [client, workspace, saves],
  );
}
