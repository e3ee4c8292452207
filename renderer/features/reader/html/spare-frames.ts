/**
 * Empty shell pages, loaded ahead of the mail that they will show. Every mail still has a page of its own, which nothing of another
 * mail was ever in; only the waiting for it, longer than all the rest of opening a message, is over before the key is pressed.
 */

export interface SpareFrames {
  /** Puts an empty frame into `place` and calls `onLoad` once its page is there, before it returns if it is there already. */
  take(place: HTMLElement, onLoad: (frame: HTMLIFrameElement) => void): void;
  /** Loads frames ahead until there are enough. */
  prepare(): void;
}

interface SpareFramesDependencies {
  /** Where frames wait, out of sight; null while there is no such place. */
  readonly park: () => HTMLElement | null;
  /** Runs something when the window is idle. */
  readonly later: (run: () => void) => void;
}

/** Two: a user who goes quickly from one HTML mail to the next outruns the loading of one page. */
const enough = 2;

function createFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.className = 'html-frame';
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.referrerPolicy = 'no-referrer';
  frame.src = './message-frame.html';
  return frame;
}

/** A new frame holds an empty page of no address until its own has come. */
const isLoaded = (frame: HTMLIFrameElement) => frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL === frame.src;

export function createSpareFrames({ park, later }: SpareFramesDependencies): SpareFrames {
  let spares: HTMLIFrameElement[] = [];

  const prepare = () => {
    const waiting = park();
    // Without this method a frame that is moved loads anew, and nothing would be won.
    if (!waiting?.moveBefore) return;
    spares = spares.filter((frame) => frame.parentElement === waiting);
    while (spares.length < enough) {
      const frame = createFrame();
      spares.push(frame);
      waiting.append(frame);
    }
  };

  return {
    prepare,
    take(place, onLoad) {
      const waiting = park();
      const spare = spares.shift();
      const isThere = spare !== undefined && spare.parentElement === waiting;
      const frame = isThere ? spare : createFrame();
      if (isThere) place.moveBefore(frame, null);
      else place.append(frame);
      if (isLoaded(frame)) onLoad(frame);
      else frame.addEventListener('load', () => onLoad(frame), { once: true });
      later(prepare);
    },
  };
}
