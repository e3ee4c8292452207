/** How far a log has been read, and which of its files could not be. */
import type { LogProgress } from '../../../electron/contract/delivery/mail-log.ts';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

export function LogProgressLine({ progress: { state, read, toRead, lines, stories, files } }: { progress: LogProgress }) {
  const say = useWords();
  const sayFailure = useFailureWords();
  const language = useLanguage();
  const far = say('maillog.reading', { read: formatBytes(read, language), total: formatBytes(toRead, language) });
  const counts = say('maillog.counts', { lines: formatNumber(lines, language), stories: formatNumber(stories, language) });
  const words = {
    reading: far,
    following: say('maillog.following'),
    done: say('maillog.done'),
    stopped: say('maillog.stopped'),
    failed: null,
  };
  const failed = files.filter(({ failure }) => failure !== null);
  return (
    <div className="server-log-progress">
      {state === 'reading' && <progress aria-label={far} max={Math.max(1, toRead)} value={read} />}
      <span role="status">{[words[state], lines > 0 || state === 'done' ? counts : null].filter((part) => part !== null).join(' · ')}</span>
      {failed.length > 0 && (
        <ul className="server-log-files">
          {failed.map(
            ({ path, failure }) =>
              failure && (
                <li key={path}>
                  {visible(
                    say('maillog.failed', { path, reason: String(failure.detail?.message ?? sayFailure(failure, 'nobody').happened) }),
                  )}
                </li>
              ),
          )}
        </ul>
      )}
    </div>
  );
}
