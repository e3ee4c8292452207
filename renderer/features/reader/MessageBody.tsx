/** The message as its writer meant it: text or HTML with a switch between them, attachments, and what was kept out. */
import { useCallback, useState } from 'react';
import { failure } from '../../../electron/contract/failure.ts';
import type { MessageDetail } from '../../../electron/contract/messages.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { ChoiceField } from '../../ui/Fields.tsx';
import { Attachments } from './Attachments.tsx';
import { HtmlFrame } from './HtmlFrame.tsx';
import { readLink, warnOfLink } from './links.ts';
import { PlainText } from './PlainText.tsx';
import { RemoteBar } from './RemoteBar.tsx';
import type { CleanMail } from './sanitise.ts';
import { useOpenLink } from './use-open-link.ts';
import { useRemotePictures } from './use-remote-pictures.ts';

/** Longer HTML is shown as text first: laying it out could hold the window up. */
const longestHtml = 4_000_000;
const longestText = 2_000_000;

const nothing: ReadonlySet<string> = new Set();

export function MessageBody({ detail }: { detail: MessageDetail }) {
  const say = useWords();
  const openLink = useOpenLink();
  const remote = useRemotePictures(detail);
  const [form, setForm] = useState<'html' | 'text'>(
    detail.html !== null && (detail.html.length <= longestHtml || detail.text === null) ? 'html' : 'text',
  );
  const [pointed, setPointed] = useState<{ href: string; words: string } | null>(null);
  const [clean, setClean] = useState<CleanMail | null>(null);
  const html = form === 'html' ? detail.html : null;
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
      {detail.unread.map((kind) => (
        <p key={kind} className="reader-note">
          {say(`unread.${kind}`)}
        </p>
      ))}
      {detail.html !== null && (
        <div className="body-bar">
          {html !== null && clean !== null && clean.remote > 0 && (
            <RemoteBar remote={clean.remote} pictures={clean.pictures.length} {...remote.bar} />
          )}
          {detail.text !== null && (
            <ChoiceField
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
          onClean={setClean}
          onRefused={onRefused}
          attachments={detail.attachments}
          remote={remote.fetch}
          onRemote={remote.onLoaded}
          onOpen={openLink}
          onPoint={onPoint}
        />
      ) : text.trim() === '' ? (
        detail.unread.length === 0 && <p className="reader-note">{say('reader.noText')}</p>
      ) : (
        <PlainText text={text.slice(0, longestText)} onOpen={openLink} onPoint={onPoint} />
      )}
      {html === null && text.length > longestText && <p className="reader-note">{say('reader.textCut')}</p>}
      <Attachments
        messageId={detail.row.id}
        attachments={detail.attachments}
        referenced={(html !== null && clean?.contentIds) || nothing}
      />
      {target && (
        <p className={`link-target${warning ? ' is-warning' : ''}`} role="status">
          {warning && <strong>{say(`link.${warning}`)} </strong>}
          <bdi dir="ltr">{target.url}</bdi>
        </p>
      )}
    </div>
  );
}
