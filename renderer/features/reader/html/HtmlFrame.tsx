/** The isolated frame that shows HTML mail: measured from outside, every click taken, pictures only from the message's own parts. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { AttachmentInfo } from '../../../../electron/contract/messages.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../state/State.tsx';
import { fillFrame } from './fill-frame.ts';
import { dressPage } from './frame-style.ts';
import { wordsAt } from './link-words.ts';
import { type FetchRemote, fillPictures, fillRemotePictures } from './pictures.ts';
import { useSpareFrames } from './SpareFrames.tsx';
import { type CleanMail, cleanMail } from './sanitise.ts';
import type { Scheme } from './sanitise-style.ts';
import { makeReadable } from './text-contrast.ts';

interface HtmlFrameProps {
  html: string;
  /** The colour scheme that the mail is shown in. */
  scheme: Scheme;
  /** Told once the mail is clean and in the frame. */
  onClean: (clean: CleanMail) => void;
  /** Told when the mail cannot be cleaned; then nothing of it is shown. */
  onRefused: () => void;
  attachments: readonly AttachmentInfo[];
  /** Loads pictures from elsewhere; null keeps them out. */
  remote: FetchRemote | null;
  /** Told when those pictures have come or not. */
  onRemote: (result: { readonly shown: number; readonly refused: number }) => void;
  onOpen: (href: string, words: string) => void;
  onPoint: (link: { href: string; words: string } | null) => void;
}

/** Taller mail scrolls inside its frame. */
const tallest = 30_000;

const linkAt = (target: EventTarget | null): HTMLAnchorElement | null => {
  // The element belongs to the frame's realm, where `instanceof` of this one says no.
  const element = target as Element | null;
  return element && typeof element.closest === 'function' ? element.closest<HTMLAnchorElement>('a[href], area[href]') : null;
};

/** Where a pointer is; null for the keyboard, whose clicks are told at no place and count no presses. */
function pointOf(event: Event): { readonly x: number; readonly y: number } | null {
  if (!('clientX' in event) || !('clientY' in event) || (event.type === 'click' && 'detail' in event && event.detail === 0)) return null;
  return { x: Number(event.clientX), y: Number(event.clientY) };
}

export function HtmlFrame({ html, scheme, onClean, onRefused, attachments, remote, onRemote, onOpen, onPoint }: HtmlFrameProps) {
  const say = useWords();
  const [{ textSize }] = usePreferences();
  const spares = useSpareFrames();
  const place = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const title = say('reader.frame');

  // Before the window is painted: a page that was loaded ahead shows the mail in the same frame as the rest of it.
  useLayoutEffect(() => {
    if (place.current) spares.take(place.current, setFrame);
  }, [spares]);
  useLayoutEffect(() => {
    if (frame) frame.title = title;
  }, [frame, title]);

  useLayoutEffect(() => {
    const page = frame?.contentDocument;
    if (!frame || !page?.body || !page.defaultView) return;
    const abort = new AbortController();
    const urls: string[] = [];
    page.body.replaceChildren();
    delete frame.dataset.filled;
    const dress: NonNullable<Parameters<typeof cleanMail>[0]['onPage']> = (said) => {
      dressPage(page, said, scheme);
      page.documentElement.style.setProperty('zoom', String(textSize / 100));
    };
    const isFilled = (clean: CleanMail) => {
      makeReadable(page, scheme);
      frame.dataset.filled = 'yes';
      onClean(clean);
      const showBackground = (variable: string, url: string) => page.documentElement.style.setProperty(variable, `url("${url}")`);
      // A picture that cannot be fetched stays an outline.
      fillPictures(page.body, attachments, abort.signal, urls, clean.backgroundIds, showBackground).catch(() => onPoint(null));
      if (remote)
        fillRemotePictures(page.body, clean.pictures, remote, abort.signal, urls, showBackground).then(
          (result) => !abort.signal.aborted && onRemote(result),
          () => onPoint(null),
        );
    };
    const cleaning = cleanMail({ html, realm: page.defaultView, target: page.body, scheme, onPage: dress });
    fillFrame(cleaning, abort.signal, isFilled, () => {
      page.body.replaceChildren();
      onRefused();
    });

    const measure = () => {
      // Scroll height follows the frame's own height; the body's box does not.
      const wanted =
        Math.ceil(page.body.getBoundingClientRect().height) +
        (page.documentElement.scrollWidth > page.documentElement.clientWidth ? 16 : 0);
      frame.style.height = `${Math.min(tallest, Math.max(40, wanted))}px`;
    };
    // Called for the first time in the coming frame, after it was laid out and before it is painted: asked for here, a layout of
    // the whole mail would make one long task of two.
    const sizes = new ResizeObserver(measure);
    sizes.observe(page.body);

    const listen = { capture: true, signal: abort.signal };
    const stop = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    const follow = (event: Event) => {
      const link = linkAt(event.target);
      if (link) stop(event);
      if (link && event.type === 'click') onOpen(link.href, wordsAt(link, pointOf(event)));
    };
    page.addEventListener('click', follow, listen);
    page.addEventListener('auxclick', follow, listen);
    page.addEventListener('submit', stop, listen);
    page.addEventListener('dragstart', stop, listen);
    const point = (event: Event) => {
      const link = linkAt(event.target);
      onPoint(link ? { href: link.href, words: wordsAt(link, pointOf(event)) } : null);
    };
    page.addEventListener('mouseover', point, listen);
    page.addEventListener('focusin', point, listen);
    page.addEventListener('mouseout', () => onPoint(null), listen);
    page.addEventListener('focusout', () => onPoint(null), listen);
    // The window's shortcuts go on working while the focus is in the mail.
    page.addEventListener(
      'keydown',
      (event) => {
        const copy = new KeyboardEvent('keydown', event);
        if (!frame.dispatchEvent(copy)) event.preventDefault();
      },
      listen,
    );
    return () => {
      abort.abort();
      sizes.disconnect();
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, [frame, html, scheme, onClean, onRefused, attachments, remote, onRemote, textSize, onOpen, onPoint]);

  return <div ref={place} className={`html-frame-place is-${scheme}`} />;
}
