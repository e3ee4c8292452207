/** What an opened line tells: all its bytes, what it means and where that is written, what it answers, and its message. */
import { ArrowDownToLine, ArrowUpFromLine, Binary, Copy, CornerDownRight, Download, Mail, ScanText } from 'lucide-react';
import { memo, useCallback, useMemo, useState } from 'react';
import type { Language } from '../../electron/contract/application.ts';
import { type Line, type LineCause, lineCauses } from '../../electron/contract/transcript.ts';
import { useClient } from '../api/Api.tsx';
import { formatBytes, formatDuration, formatNumber } from '../i18n/format.ts';
import type { WordKey } from '../i18n/keys.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import { useWorkspace } from '../state/State.tsx';
import { Button } from '../ui/Button.tsx';
import { useGrowing } from '../ui/list/use-growing.ts';
import { Words } from '../ui/text/TextBlocks.tsx';
import { visible } from '../ui/text/visible-text.ts';
import { HexView } from './HexView.tsx';
import { LineBytes } from './LineBytes.tsx';
import { LineExplanation } from './LineExplanation.tsx';
import { LineSegments } from './LineRow.tsx';
import { RevealContext, useRevealing } from './secrets/use-reveal.ts';
import { blocksOfSegments } from './wire-blocks.ts';
import { bytesOf, isRunOfBytes, messageLinesOf, type Segment, segmentsOf } from './wire-text.ts';
import { useExplanations, useNoteWords } from './wire-words.ts';

/** More of a payload is for a file, not for a pane. */
const longestShown = 262_144;

/** Blocks drawn at a time. */
const portionSize = 20;

const Portion = memo(function Portion({ blocks, language }: { blocks: readonly (readonly Segment[])[]; language: Language }) {
  return blocks.map((segments, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes
    <span key={at} className="text-block long-run">
      <LineSegments segments={segments} needle="" language={language} />
    </span>
  ));
});

/** As `LineSegments`; what is long is laid out block after block. */
function LongSaid({ segments, language }: { segments: readonly Segment[]; language: Language }) {
  const { portions } = useGrowing(
    useCallback(() => blocksOfSegments(segments), [segments]),
    portionSize,
  );
  return portions.map((blocks, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes
    <Portion key={at} blocks={blocks} language={language} />
  ));
}

interface LineDetailProps {
  line: Line;
  reply: Line | undefined;
  /** Set where only found lines are listed. */
  onContext: (() => void) | null;
  onJump: (index: number) => void;
  onCopy: () => void;
}

const causeKeys: Readonly<Record<LineCause, WordKey>> = {
  'list-folders': 'transcript.cause.list-folders',
  'compare-folder': 'transcript.cause.compare-folder',
  'prove-folder': 'transcript.cause.prove-folder',
  'newest-page': 'transcript.cause.newest-page',
  headers: 'transcript.cause.headers',
  bodies: 'transcript.cause.bodies',
  'watch-inbox': 'transcript.cause.watch-inbox',
  poll: 'transcript.cause.poll',
  operation: 'transcript.cause.operation',
  evidence: 'transcript.cause.evidence',
  'file-sent': 'transcript.cause.file-sent',
  'open-message': 'transcript.cause.open-message',
  'write-message': 'transcript.cause.write-message',
  send: 'transcript.cause.send',
};

export function LineDetail({ line, reply, onContext, onJump, onCopy }: LineDetailProps) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const explain = useExplanations(true);
  const noteWords = useNoteWords();
  const [whole, setWhole] = useState<readonly Segment[] | null>(null);
  const written = messageLinesOf(line);
  const [isHex, setHex] = useState(line.kind === 'message');
  const explanation = explain(line);
  const causeKey = lineCauses.find((each) => each === line.cause);
  const cause = causeKey === undefined ? null : say(causeKeys[causeKey]);
  const cut = line.payload !== null && line.payload.length > bytesOf(line.bytes).length;
  const isRun = isRunOfBytes(line);
  const segments = useMemo(
    () => whole ?? segmentsOf(bytesOf(line.bytes), line.masked, { showEnds: !isRun, limit: 65_536, breaks: isRun }),
    [whole, line, isRun],
  );

  const reveal = useRevealing(line);
  const openBytes = async (use: (url: string, size: number) => Promise<void> | void) => {
    const answer = await client.call('transcript.bytes', { session: line.session, index: line.index });
    if (answer.ok) await use(answer.value.url, answer.value.size);
    else workspace.showFailure(answer.failure);
  };
  const expand = () =>
    openBytes(async (url) => {
      const response = await fetch(url);
      if (!response.ok) return workspace.announce(say('transcript.bytesGone'));
      const bytes = new Uint8Array(await response.arrayBuffer());
      setWhole(segmentsOf(bytes, line.masked, { showEnds: false, limit: longestShown, breaks: true }));
    });
  const save = () =>
    openBytes((url) => {
      const anchor = document.createElement('a');
      anchor.href = url;
      anchor.download = `${line.session}-${line.index}.txt`;
      anchor.click();
    });
  const openMessage = async (id: number) => {
    const answer = await client.call('messages.open', { id });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    const { row } = answer.value;
    const { view, folderId } = workspace.store.get();
    if (view.name !== 'mail' || folderId !== row.folderId) workspace.openFolder(row.folderId);
    // Marked too: the reader goes back to what is marked in the list.
    workspace.select(new Set([row.id]));
    workspace.openMessage(row);
  };

  return (
    <div className="line-detail">
      {/* In its row a long one ends with an ellipsis: here it stands whole, to be read and marked. */}
      {line.direction === 'note' && <p className="line-whole-note">{noteWords(line)}</p>}
      {explanation !== null && <LineExplanation explanation={explanation} source={line.explanation?.source ?? null} />}
      {written !== null && <LineBytes>{written.map(visible).join('\n')}</LineBytes>}
      {line.direction !== 'note' &&
        (isHex ? (
          <HexView bytes={bytesOf(line.bytes)} masked={line.masked} label={say('transcript.hexBytes')} />
        ) : (
          written === null && (
            <LineBytes>
              <RevealContext value={reveal}>
                <LongSaid segments={segments} language={language} />
              </RevealContext>
            </LineBytes>
          )
        ))}
      <dl className="line-more">
        {line.decoded !== null && line.kind !== 'message' && (
          <div>
            <dt>{say('transcript.decoded')}</dt>
            <dd className="mono">
              <Words text={line.decoded} />
            </dd>
          </div>
        )}
        {line.enhanced !== null && (
          <div>
            <dt>{say('transcript.enhanced')}</dt>
            <dd className="mono">{visible(line.enhanced)}</dd>
          </div>
        )}
        {cause !== null && (
          <div>
            <dt>{say('transcript.causeLabel')}</dt>
            <dd>{cause}</dd>
          </div>
        )}
        {line.direction !== 'note' && (
          <div>
            <dt>{say('transcript.offset')}</dt>
            <dd className="numeric">{formatNumber(line.offset, language)}</dd>
          </div>
        )}
        {line.elapsed !== null && (
          <div>
            <dt>{say('transcript.elapsed')}</dt>
            <dd className="numeric">{formatDuration(line.elapsed, language)}</dd>
          </div>
        )}
        {line.payload && (
          <div>
            <dt>SHA-256</dt>
            <dd className="mono line-hash">{line.payload.hash}</dd>
          </div>
        )}
      </dl>
      {line.payload && !line.payload.held && <p className="line-gone">{say('transcript.payloadGone')}</p>}
      <div className="line-actions">
        {cut && line.payload?.held && whole === null && (
          <Button isLow kind="quiet" icon={ArrowDownToLine} onPress={() => void expand()}>
            {say('transcript.showAll', { size: formatBytes(line.payload.length, language) })}
          </Button>
        )}
        {line.payload?.held && (
          <Button isLow kind="quiet" icon={Download} onPress={() => void save()}>
            {say('transcript.saveBytes')}
          </Button>
        )}
        {line.answers !== null && (
          <Button isLow kind="quiet" icon={ArrowUpFromLine} onPress={() => onJump(line.answers ?? 0)}>
            {say('transcript.toCommand')}
          </Button>
        )}
        {reply && (
          <Button isLow kind="quiet" icon={CornerDownRight} onPress={() => onJump(reply.index)}>
            {say('transcript.toReply')}
          </Button>
        )}
        {line.messageId !== null && (
          <Button isLow kind="quiet" icon={Mail} onPress={() => void openMessage(line.messageId ?? 0)}>
            {say('transcript.toMessage')}
          </Button>
        )}
        {onContext && (
          <Button isLow kind="quiet" icon={ScanText} onPress={onContext}>
            {say('transcript.inContext')}
          </Button>
        )}
        {line.direction !== 'note' && (
          <Button isLow kind="quiet" icon={Binary} onPress={() => setHex(!isHex)}>
            {say(isHex ? 'transcript.asText' : 'transcript.hexadecimal')}
          </Button>
        )}
        <Button isLow kind="quiet" icon={Copy} onPress={onCopy}>
          {say('transcript.copyLine')}
        </Button>
      </div>
    </div>
  );
}
