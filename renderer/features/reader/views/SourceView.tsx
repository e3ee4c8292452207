/** The raw message, read as it is needed: a first part at once, more on request, so that 50 MB do not stop the window. */
import { useEffect, useRef, useState } from 'react';
import { type Failure, failure } from '../../../../electron/contract/failure.ts';
import { useAction } from '../../../api/use-action.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../state/Failed.tsx';
import { useCapability } from '../../../state/State.tsx';
import { Button, DownloadLink } from '../../../ui/Button.tsx';
import { TextBlocks } from '../../../ui/text/TextBlocks.tsx';
import { messageFileName } from '../message-file-name.ts';

const portion = 256 * 1024;
const longest = 16 * 1024 * 1024;

interface Source {
  readonly text: string;
  readonly bytes: number;
  readonly complete: boolean;
}

/** Reads a stream portion after portion; `more` asks for the next one. */
function useSource(url: string): { source: Source | null; failure: Failure | null; more: () => void; retry: () => void } {
  const [source, setSource] = useState<Source | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const next = useRef<() => void>(() => {});

  useEffect(() => {
    const abort = new AbortController();
    const decoder = new TextDecoder('utf-8');
    setSource(null);
    setProblem(null);
    const read = async () => {
      const response = await fetch(url, { signal: abort.signal, cache: attempt === 0 ? 'default' : 'reload' });
      const reader = response.body?.getReader();
      if (!response.ok || !reader) {
        setProblem(failure(response.status === 404 ? 'message-gone' : 'connection-lost'));
        return;
      }
      let text = '';
      let bytes = 0;
      let wanted = portion;
      const pump = async () => {
        while (bytes < wanted) {
          const { done, value } = await reader.read();
          if (done) {
            text += decoder.decode();
            setSource({ text, bytes, complete: true });
            return;
          }
          bytes += value.length;
          text += decoder.decode(value, { stream: true });
        }
        setSource({ text, bytes, complete: false });
      };
      next.current = () => {
        wanted = Math.min(longest, Math.max(bytes, wanted) * 4);
        void pump();
      };
      await pump();
    };
    read().catch(() => {
      if (!abort.signal.aborted) setProblem(failure('connection-lost'));
    });
    return () => abort.abort();
  }, [url, attempt]);

  return { source, failure: problem, more: () => next.current(), retry: () => setAttempt(attempt + 1) };
}

export function SourceView({ url, subject }: { url: string; subject: string }) {
  const say = useWords();
  const language = useLanguage();
  const saves = useCapability('save-dialog');
  const save = useAction('application.save');
  const { source, failure: problem, more, retry } = useSource(url);
  const name = messageFileName(subject);
  if (problem)
    return (
      <div className="reader-note">
        <Failed failure={problem} onRetry={retry} />
      </div>
    );
  if (!source)
    return (
      <p className="reader-note" role="status">
        {say('reader.fetching')}
      </p>
    );
  return (
    <div className="wide-view">
      <div className="body-bar">
        <span className="body-bar-words numeric">
          {source.complete ? formatBytes(source.bytes, language) : say('source.first', { size: formatBytes(source.bytes, language) })}
        </span>
        {saves ? (
          <Button kind="quiet" onPress={() => void save.run({ url, suggestedName: name })}>
            {say('source.save')}
          </Button>
        ) : (
          <DownloadLink href={url} name={name}>
            {say('source.save')}
          </DownloadLink>
        )}
      </div>
      {save.failure && <Failed failure={save.failure} onDismiss={save.clear} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key (WCAG 2.1.1) */}
      <pre className="raw" tabIndex={0} dir="ltr">
        <TextBlocks text={source.text} />
      </pre>
      {!source.complete && source.bytes < longest && (
        <div className="reader-note">
          <Button onPress={more}>{say('source.more')}</Button>
        </div>
      )}
    </div>
  );
}
