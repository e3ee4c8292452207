/** Follows a link out of a message: in the machine's browser, in a new tab, or into the composer. */
import { useCallback } from 'react';
import { useClient } from '../../api/Api.tsx';
import { useCapability, useWorkspace } from '../../state/State.tsx';
import { readLink } from './links.ts';

export function useOpenLink(): (href: string) => void {
  const client = useClient();
  const workspace = useWorkspace();
  const outside = useCapability('open-external');
  return useCallback(
    (href) => {
      const link = readLink(href);
      if (!link) return;
      if (link.kind === 'mail') workspace.compose({ mode: 'new', mailto: link.url });
      else if (outside) {
        void client.call('application.openExternal', { url: link.url }).then((answer) => {
          if (!answer.ok) workspace.showFailure(answer.failure);
        });
      } else window.open(link.url, '_blank', 'noopener,noreferrer');
    },
    [client, workspace, outside],
  );
}
