/**
 * Messages whose text another thread reads ahead of the index: two pages at once, so that neither thread waits for the
 * other. A page over which the thread crashed is read again message by message, and the message that caused it is indexed without text.
 */
import type { StoredBytes } from '../bodies/blobs.ts';
import type { TextFacts } from '../messages/mail-reading.ts';

/** A message to be read: its row, what its row named when it was asked, and its packed bytes. */
export interface TextToRead {
  readonly id: number;
  readonly source: string;
  readonly body: StoredBytes;
}

export interface ReadText {
  readonly id: number;
  readonly source: string;
  readonly facts: TextFacts;
}

/** `lost`: the thread died over it. `gone`: there is no such thread any more. */
export type TextAnswer = readonly TextFacts[] | 'lost' | 'gone';

/** Extracts the texts of bodies. Answers later, in their order. */
export type AskTexts = (bodies: readonly StoredBytes[], answered: (answer: TextAnswer) => void) => void;

export interface TextPages {
  /** False: the caller has to read the text itself. */
  readonly served: boolean;
  readonly hasRoom: boolean;
  /** Nothing is under way or ready. */
  readonly isEmpty: boolean;
  /** How many messages are under way or ready, and whether this is one of them. */
  readonly size: number;
  has(id: number): boolean;
  ask(page: readonly TextToRead[]): void;
  /** The page that was read first; it stays until `done`, so that work which is begun anew finds it. */
  readonly first: readonly ReadText[] | undefined;
  done(page: readonly ReadText[]): void;
}

/** The facts of a message that cannot be parsed: it is shown with headers and source, and found by subject and people. */
export const noText: TextFacts = { text: '', snippet: '', attachments: false };

const pagesAtOnce = 2;
/** Attempts for a message read alone: the crash may have been caused by another one on the same thread. */
const mostTriesAlone = 2;

export function createTextPages(askTexts: AskTexts): TextPages {
  const under = new Set<number>();
  const ready: (readonly ReadText[])[] = [];
  let pages = 0;
  let served = true;

  const send = (page: readonly TextToRead[], triesAlone = 0) => {
    pages += 1;
    // Keep a copy in case the thread crashes: a page is a few megabytes at most.
    askTexts(
      page.map(({ body }) => body),
      (answer) => {
        pages -= 1;
        if (typeof answer !== 'string') return finish(page.map(({ id, source }, at) => ({ id, source, facts: answer[at] ?? noText })));
        if (answer === 'gone') {
          served = false;
          for (const { id } of page) under.delete(id);
        } else if (page.length > 1) for (const one of page) send([one]);
        else if (triesAlone < mostTriesAlone) send(page, triesAlone + 1);
        else finish(page.map(({ id, source }) => ({ id, source, facts: noText })));
      },
    );
  };
  const finish = (page: readonly ReadText[]) => void ready.push(page);

  return {
    get served() {
      return served;
    },
    get hasRoom() {
      return served && pages + ready.length < pagesAtOnce;
    },
    get isEmpty() {
      return pages + ready.length === 0;
    },
    get size() {
      return under.size;
    },
    has: (id) => under.has(id),
    ask(page) {
      for (const { id } of page) under.add(id);
      send(page);
    },
    get first() {
      return ready[0];
    },
    done(page) {
      if (ready[0] === page) ready.shift();
      for (const { id } of page) under.delete(id);
    },
  };
}
