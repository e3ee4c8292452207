/**
 * What servers want the user to read (ALERT, RFC 9051 §7.1): each text is said once, and a server that says ever new ones does not hold
 * the screen with them. It refuses to know where they are shown.
 */
import type { Clock } from '../../../base/clock.ts';
import type { Failure } from '../../../contract/failure.ts';

export interface Alerts {
  hear(accountId: string, remark: Failure): void;
  close(): void;
}

/** Texts of one account that are known again; servers repeat them at every login. */
const mostKnown = 50;
/** Different sentences of one account within `rest`. */
const mostAtOnce = 5;
/** Milliseconds after a sentence before one that differs from it by its figures only. */
const rest = 5 * 60_000;

interface Heard {
  readonly known: Set<string>;
  /** When each sentence was said, its figures left out. */
  readonly saidAt: Map<string, number>;
  /** The newest of those that have to wait. */
  waiting: { readonly remark: Failure; readonly text: string } | null;
  cancel: () => void;
}

export function createAlerts({
  clock,
  say,
}: {
  readonly clock: Clock;
  readonly say: (accountId: string, remark: Failure) => void;
}): Alerts {
  const accounts = new Map<string, Heard>();
  const heardOf = (accountId: string): Heard => {
    const heard = accounts.get(accountId) ?? { known: new Set(), saidAt: new Map(), waiting: null, cancel: () => {} };
    accounts.set(accountId, heard);
    return heard;
  };
  const remember = ({ known }: Heard, text: string) => {
    known.delete(text);
    known.add(text);
    const [oldest] = known;
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  };
  const offer = (accountId: string, remark: Failure, text: string) => {
    const heard = heardOf(accountId);
    const now = clock.now();
    for (const [sentence, at] of heard.saidAt) if (now - at >= rest) heard.saidAt.delete(sentence);
    const sentence = text.replace(/\d+/g, '#');
    if (!heard.saidAt.has(sentence) && heard.saidAt.size < mostAtOnce) {
      heard.saidAt.set(sentence, now);
      say(accountId, remark);
      return;
    }
    const isFirst = heard.waiting === null;
    heard.waiting = { remark, text };
    if (!isFirst) return;
    const since = heard.saidAt.get(sentence) ?? Math.min(...heard.saidAt.values());
    heard.cancel = clock.after(since + rest - now, () => {
      const { waiting } = heard;
      heard.waiting = null;
      if (waiting) offer(accountId, waiting.remark, waiting.text);
    });
  };

  return {
    hear(accountId, remark) {
      const text = (remark.reply ?? '').replace(/^.*?\[ALERT\] */i, '').slice(0, 1_000);
      const heard = heardOf(accountId);
      const isKnown = heard.known.has(text);
      remember(heard, text);
      if (!isKnown) offer(accountId, remark, text);
    },
    close() {
      for (const { cancel } of accounts.values()) cancel();
      accounts.clear();
    },
  };
}
