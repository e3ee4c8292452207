/** Several lines that were pasted at once: the first stands in the command line, the others wait for their turn. */
import { useRef, useState } from 'react';

interface PastedLines {
  /** Those after the one in the command line. */
  readonly waiting: readonly string[];
  readonly isSendingAll: boolean;
  keep(first: string, others: readonly string[]): void;
  /** The line in the command line was sent: the next one comes into it. */
  next(): void;
  discard(): void;
  /** Sends them one after the other, each when the one before it was answered. */
  sendAll(): Promise<void>;
}

interface PastedLinesOptions {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Sends a line and waits for the answer; false where it was not sent, and is to be sent by hand. */
  readonly sendNow: (line: string) => Promise<boolean>;
}

export function usePastedLines({ text, setText, sendNow }: PastedLinesOptions): PastedLines {
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const [isSendingAll, setSendingAll] = useState(false);
  const isWanted = useRef(false);
  const keep = (first: string, others: readonly string[]) => {
    setText(first);
    setWaiting(others);
  };
  return {
    waiting,
    isSendingAll,
    keep,
    next: () => keep(waiting[0] ?? '', waiting.slice(1)),
    discard() {
      isWanted.current = false;
      setWaiting([]);
    },
    async sendAll() {
      const lines = [text, ...waiting];
      isWanted.current = true;
      setSendingAll(true);
      for (const [at, line] of lines.entries()) {
        if (!(await sendNow(line))) break;
        const [first = '', ...others] = isWanted.current ? lines.slice(at + 1) : [];
        keep(first, others);
        if (!isWanted.current) break;
      }
      setSendingAll(false);
    },
  };
}
