/** One line of the wire: who spoke, what was said with its secrets hatched, when, and what came of it. */
import { CircleAlert, CircleCheck, CircleHelp, CircleX, Mail, Timer } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Language } from '../../electron/contract/application.ts';
import type { Line } from '../../electron/contract/transcript.ts';
import { formatBytes, formatDuration } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { visibleStart } from '../ui/text/visible-text.ts';
import { Secret } from './secrets/Secret.tsx';
import {
  bytesOf,
  formatMoment,
  isRunOfBytes,
  messageLinesOf,
  prefixOf,
  type Segment,
  segmentsOf,
  type Verdict,
  verdictOf,
} from './wire-text.ts';
import { useNoteWords } from './wire-words.ts';

/** More than this of a line is seen only when it is opened. */
const shownBytes = 600;
/** Milliseconds after which an answer, or the next line, is slow. */
export const slowAfter = 1_000;

const verdictIcons: Readonly<Record<Verdict, typeof CircleCheck | null>> = {
  good: CircleCheck,
  waiting: null,
  temporary: CircleAlert,
  bad: CircleX,
};

function VerdictMark({ verdict }: { verdict: Verdict }) {
  const say = useWords();
  const Icon = verdictIcons[verdict];
  return (
    Icon && (
      <Icon
        size="0.75rem"
        strokeWidth={2.2}
        className={`verdict-${verdict}`}
        role="img"
        aria-label={say(`transcript.verdict.${verdict}`)}
      />
    )
  );
}

const findAll = (text: string, needle: string): ReactNode => {
  if (needle === '') return text;
  const lower = text.toLowerCase();
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + needle.length)}</mark>);
    from = at + needle.length;
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)];
};

/** Segments of a line as they stand in it. */
export function LineSegments({ segments, needle, language }: { segments: readonly Segment[]; needle: string; language: Language }) {
  return segments.map((segment, at) => {
    if (segment.kind === 'secret') {
      // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes
      return <Secret key={at} offset={segment.offset} length={segment.length} language={language} />;
    }
    if (segment.kind === 'control')
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes
        <span key={at} className="control">
          {segment.name}
        </span>
      );
    // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes
    return <span key={at}>{segment.isFound ? <mark>{segment.text}</mark> : findAll(segment.text, needle)}</span>;
  });
}

interface LineRowProps {
  line: Line;
  reply: Line | undefined;
  language: Language;
  /** What was searched for, in lower case. */
  needle: string;
  showEnds: boolean;
  isOpen: boolean;
  /** Milliseconds since the line before, where that is long and no answer was waited for. */
  gap: number | null;
  /** What it means, where that stands beside it. */
  reading: string | null;
  position: number;
  onExplain: (position: number) => void;
}

/** How long an answer took; a slow one is marked. */
function Elapsed({ milliseconds, language }: { milliseconds: number; language: Language }) {
  const say = useWords();
  const duration = formatDuration(milliseconds, language);
  if (milliseconds < slowAfter) return <span className="numeric">{duration}</span>;
  return (
    <span className="numeric line-slow">
      <Timer size="0.75rem" strokeWidth={2.2} role="img" aria-label={say('transcript.slow')} />
      {duration}
    </span>
  );
}

export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { line, reply, language, needle, showEnds, isOpen, gap, reading, position, onExplain } = props;
  const say = useWords();
  const noteWords = useNoteWords();
  const isNote = line.direction === 'note';
  const payload = line.payload;
  const bytes = bytesOf(line.bytes);
  // Of what may be several lines the first is shown.
  const isRun = isRunOfBytes(line);
  const written = messageLinesOf(line)?.join(' · ') ?? null;
  const verdict = verdictOf(line);
  const replyVerdict = reply ? verdictOf(reply) : null;
  return (
    <>
      <span className={`line-said${verdict ? ` is-${verdict}` : ''}`} dir="ltr">
        <b className={`line-prefix line-${line.direction}`}>{prefixOf(line.direction)}</b>{' '}
        {isNote ? (
          <span className="line-note">{noteWords(line)}</span>
        ) : written !== null ? (
          <span>{findAll(visibleStart(written, shownBytes), needle)}</span>
        ) : (
          <>
            {isRun && (
              <>
                <span className="line-payload">
                  {say(line.kind === 'literal' ? 'transcript.literal' : 'transcript.payload', {
                    size: formatBytes(payload?.length ?? bytes.length, language),
                  })}
                </span>{' '}
              </>
            )}
            <LineSegments
              segments={segmentsOf(bytes, line.masked, { showEnds, limit: shownBytes, firstLine: isRun, found: line.found })}
              needle={needle}
              language={language}
            />
          </>
        )}
      </span>
      <span className="line-time numeric">{formatMoment(line.at)}</span>
      <span className="line-facts">
        {gap !== null && (
          <span className="line-gap numeric" title={say('transcript.gap')}>
            +{formatDuration(gap, language)}
          </span>
        )}
        {line.decoded !== null && written === null && (
          <span className="line-decoded" title={say('transcript.decoded')}>
            <span className="visually-hidden">{say('transcript.decoded')} </span>“{visibleStart(line.decoded, shownBytes)}”
          </span>
        )}
        {line.messageId !== null && payload && <Mail size="0.75rem" role="img" aria-label={say('transcript.hasMessage')} />}
        {line.kind === 'greeting' && <span>{say('transcript.greeting')}</span>}
        {reply && (
          <span className={`line-reply${replyVerdict ? ` is-${replyVerdict}` : ''}`}>
            → {reply.tag !== null && `${visibleStart(reply.tag, 60)} `}
            {reply.code ?? ''}
            {replyVerdict && <VerdictMark verdict={replyVerdict} />}
            {reply.elapsed !== null && <Elapsed milliseconds={reply.elapsed} language={language} />}
          </span>
        )}
        {verdict && (
          <span className="line-outcome">
            <VerdictMark verdict={verdict} />
            {line.elapsed !== null && <Elapsed milliseconds={line.elapsed} language={language} />}
          </span>
        )}
        {line.explanation && (
          <button
            type="button"
            tabIndex={-1}
            className="line-explain"
            aria-expanded={isOpen}
            onClick={(event) => {
              event.stopPropagation();
              onExplain(position);
            }}
          >
            <CircleHelp size="0.8125rem" aria-hidden /> <span className="line-explain-words">{say('transcript.explain')}</span>
          </button>
        )}
      </span>
      {reading !== null && !isOpen && (
        <span className="line-reading" title={reading}>
          {reading}
        </span>
      )}
    </>
  );
});
