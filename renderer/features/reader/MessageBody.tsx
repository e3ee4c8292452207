/** The body of a message: text or HTML with a switch between them, attachments, and what was blocked. */
import { useCallback, useMemo, useState } from 'react';
import { failure } from '../../../electron/contract/failure.ts';
import type { MessageDetail } from '../../../electron/contract/messages.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField } from '../../ui/Fields.tsx';
import { visibleStart } from '../../ui/text/visible-text.ts';
import { Attachments } from './Attachments.tsx';
import { HtmlFrame } from './html/HtmlFrame.tsx';
import { LinkQuestion } from './html/LinkQuestion.tsx';
import { readLink, warnOfLink } from './html/links.ts';
import { coloursOf } from './html/mail-colours.ts';
import { RemoteBar } from './html/RemoteBar.tsx';
import type { CleanMail } from './html/sanitise.ts';
import { useDarkWindow } from './html/use-dark-window.ts';
import { useOpenLink } from './html/use-open-link.ts';
import { useRemotePictures } from './html/use-remote-pictures.ts';
import { NoticeCard } from './notice/NoticeCard.tsx';
import { ReturnCard } from './notice/ReturnCard.tsx';
import { PlainText } from './PlainText.tsx';
import { ReportCards } from './report/ReportCards.tsx';

const longestText = 2_000_000;

const nothing: ReadonlySet<string> = new Set();

export function MessageBody({ detail, onSource }: { detail: MessageDetail; onSource: () => void }) {
  const say = useWords();
  const links = useOpenLink();
  const remote = useRemotePictures(detail);
  const [form, setForm] = useState<'html' | 'text'>(detail.html === null ? 'text' : 'html');
  const [pointed, setPointed] = useState<{ href: string; words: string } | null>(null);
  const [clean, setClean] = useState<CleanMail | null>(null);
  const html = form === 'html' ? detail.html : null;
  const isDark = useDarkWindow();
  const colours = useMemo(() => coloursOf(detail.html ?? ''), [detail.html]);
  const [onLight, setOnLight] = useState(false);
  const followsDark = isDark && colours !== 'own';
  const scheme = followsDark && !onLight ? 'dark' : 'light';
  const onPoint = useCallback((link: { href: string; words: string } | null) => setPointed(link), []);
  const [refused, setRefused] = useState(false);
  const onRefused = useCallback(() => {
    setRefused(true);
    setForm('text');
  }, []);
  const target = pointed ? readLink(pointed.href) : null;
  const warning = pointed ? warnOfLink(pointed.words, pointed.href) : null;
  const text = detail.text ?? '';

  return (
    <div className="message-body">
      {(detail.parseFailure || refused) && (
        <div className="reader-note">
          <Failed failure={detail.parseFailure ?? failure('message-unparsable')} />
        </div>
      )}
      {detail.mayBeNotice && <NoticeCard key={detail.row.id} id={detail.row.id} />}
      {detail.mayHoldReport && <ReportCards key={`report ${detail.row.id}`} id={detail.row.id} />}
      {!detail.mayBeNotice && <ReturnCard detail={detail} />}
      {detail.unread.map((kind) => (
        <p key={kind} className="reader-note">
          {say(`unread.${kind}`)}
        </p>
      ))}
      {detail.warnings.includes('too-complex') && (
        <p className="reader-note too-complex" role="status">
          {say('reader.tooComplex')} <Button onPress={onSource}>{say('reader.viewSource')}</Button>
        </p>
      )}
      {detail.html !== null && (
        <div className="body-bar">
          {html !== null && clean !== null && clean.remote > 0 && (
            <RemoteBar remote={clean.remote} trackers={clean.trackers} pictures={clean.pictures.length} {...remote.bar} />
          )}
          {html !== null && followsDark && (
            <Button kind="quiet" onPress={() => setOnLight(!onLight)}>
              {say(onLight ? 'reader.onDark' : 'reader.onLight')}
            </Button>
          )}
          {detail.text !== null && (
            <ChoiceField
              className="body-bar-choice"
              hidesLabel
              isSmall
              label={say('reader.form')}
              value={form}
              onChange={setForm}
              choices={[
                { value: 'html', label: say('reader.html') },
                { value: 'text', label: say('reader.text') },
              ]}
            />
          )}
        </div>
      )}
      {html !== null ? (
        <HtmlFrame
          html={html}
          scheme={scheme}
          onClean={setClean}
          onRefused={onRefused}
          attachments={detail.attachments}
          remote={remote.fetch}
          onRemote={remote.onLoaded}
          onOpen={links.open}
          onPoint={onPoint}
        />
      ) : text.trim() === '' ? (
        detail.unread.length === 0 && <p className="reader-note">{say('reader.noText')}</p>
      ) : (
        <PlainText text={text.slice(0, longestText)} onOpen={links.open} onPoint={onPoint} />
      )}
      {html === null && text.length > longestText && <p className="reader-note">{say('reader.textCut')}</p>}
      <Attachments
        messageId={detail.row.id}
        attachments={detail.attachments}
        referenced={(html !== null && clean?.contentIds) || nothing}
      />
      {links.asked && <LinkQuestion link={links.asked} onAnswer={links.answer} />}
      {target && (
        <p className={`link-target${warning ? ' is-warning' : ''}`} role="status">
          {warning && <strong>{say(`link.${warning}`)} </strong>}
          <bdi dir="ltr">{visibleStart(target.url, 600)}</bdi>
        </p>
      )}
    </div>
  );
}
