/** Fills the frame piece by piece: short mail at once, long mail without blocking the window. */
import { afterPaint } from '../../../ui/after-paint.ts';
import type { CleanMail } from './sanitise.ts';

/** Milliseconds of cleaning before the window is painted; what is put in is laid out in the same frame, which takes about as long. */
const firstShare = 24;
const share = 10;
/** Pieces put in before they are laid out, however fast they were cleaned. */
const mostPieces = 6;
/** A hidden page is never painted, and is filled all the same. */
const unpainted = 200;

/** @param signal stops it, without a word. @param onDone told in the same call where the mail is short */
export function fillFrame(
  cleaning: Iterator<void, CleanMail>,
  signal: AbortSignal,
  onDone: (clean: CleanMail) => void,
  onFailed: () => void,
): void {
  const run = (milliseconds: number, pieces: number) => {
    if (signal.aborted) return;
    const end = performance.now() + milliseconds;
    try {
      for (let piece = 0; piece < pieces; piece++) {
        const step = cleaning.next();
        if (step.done) return onDone(step.value);
        if (performance.now() >= end) break;
      }
    } catch {
      // Show nothing; the caller says that the mail is unreadable.
      return onFailed();
    }
    let isTaken = false;
    const goOn = () => {
      if (isTaken) return;
      isTaken = true;
      callOff();
      clearTimeout(timer);
      run(share, mostPieces);
    };
    const callOff = afterPaint(goOn);
    const timer = setTimeout(goOn, unpainted);
  };
  run(firstShare, Number.POSITIVE_INFINITY);
}
