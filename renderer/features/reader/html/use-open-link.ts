/** Follows a link out of a message: in the machine's browser, in a new tab, or into the composer; asks first where it is not what it seems. */
import { useCallback, useState } from 'react';
import { useClient } from '../../../api/Api.tsx';
import { useCapability, useWorkspace } from '../../../state/State.tsx';
import { type LinkQuestion, questionOfLink, readLink } from './links.ts';

/** A link that waits for an answer. */
export interface AskedLink {
  readonly url: string;
  /** What stands on it. */
  readonly words: string;
  readonly question: LinkQuestion;
}

interface OpenLink {
  /** @param words the text that stands on the link */
  readonly open: (href: string, words: string) => void;
  readonly asked: AskedLink | null;
  readonly answer: (yes: boolean) => void;
}

export function useOpenLink(): OpenLink {
  const client = useClient();
  const workspace = useWorkspace();
  const outside = useCapability('open-external');
  const [asked, setAsked] = useState<AskedLink | null>(null);
  const follow = useCallback(
    (href: string) => {
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
  const open = useCallback(
    (href: string, words: string) => {
      const question = questionOfLink(words, href);
      if (question === null) follow(href);
      else setAsked({ url: readLink(href)?.url ?? href, words, question });
    },
    [follow],
  );
  return {
    open,
    asked,
    answer(yes) {
      setAsked(null);
      if (yes && asked) follow(asked.url);
    },
  };
}
