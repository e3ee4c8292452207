/** Consent to pictures from elsewhere: for this message as long as it is open, or for its sender until taken back. */
import { useCallback, useState } from 'react';
import type { MessageDetail } from '../../../../electron/contract/messages.ts';
import { useClient } from '../../../api/Api.tsx';
import { usePreferences } from '../../../state/State.tsx';
import type { FetchRemote } from './pictures.ts';
import type { RemoteBarProps } from './RemoteBar.tsx';

interface RemotePictures {
  /** Null: they are kept out. */
  readonly fetch: FetchRemote | null;
  readonly onLoaded: (result: { readonly shown: number; readonly refused: number }) => void;
  readonly bar: Omit<RemoteBarProps, 'remote' | 'pictures' | 'trackers'>;
}

export function useRemotePictures({ row, from, warnings }: MessageDetail): RemotePictures {
  const client = useClient();
  const [{ remoteSenders }, setPreferences] = usePreferences();
  const [asked, setAsked] = useState(false);
  const [loaded, setLoaded] = useState<{ shown: number; refused: number } | null>(null);
  const [first] = from;
  // Several From addresses are suspicious: it is unclear which one the user would trust.
  const isPlain = from.length === 1 && !warnings.includes('several-from');
  const sender = first && isPlain && first.address !== '' && first.address.length <= 320 ? first.address.toLowerCase() : null;
  const isAlways = sender !== null && remoteSenders.includes(sender);
  const { id } = row;
  const fetchRemote = useCallback<FetchRemote>(
    async (url) => {
      const answer = await client.call('messages.remotePicture', { id, url });
      return answer.ok ? answer.value : null;
    },
    [client, id],
  );
  const isWanted = asked || isAlways;
  return {
    fetch: isWanted ? fetchRemote : null,
    onLoaded: setLoaded,
    bar: {
      loaded: isWanted ? (loaded ?? { shown: 0, refused: 0 }) : null,
      sender,
      isAlways,
      onLoad: () => setAsked(true),
      onAlways: (always) => {
        if (sender === null) return;
        const others = remoteSenders.filter((one) => one !== sender);
        setPreferences({ remoteSenders: always ? [...others.slice(-4_999), sender] : others });
        if (!always) setAsked(false);
      },
    },
  };
}
