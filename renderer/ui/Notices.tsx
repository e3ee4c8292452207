/** Messages of the window: failures, empty states, progress, and toasts with undo. */
import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { visible } from './text/visible-text.ts';

interface FailureNoticeProps {
  /** What happened, one sentence. */
  happened: string;
  /** What to do, one sentence; null where `explanation` says it. */
  next: string | null;
  /** The server's own line. */
  reply?: string | undefined;
  /** What that line means. */
  explanation?: ReactNode;
  children?: ReactNode;
}

/** A failure: an alert with what happened, what to do and the server's own line. Buttons and links go in as children. */
export function FailureNotice({ happened, next, reply, explanation, children }: FailureNoticeProps) {
  return (
    <div role="alert" className="failure">
      <CircleAlert size="1.125rem" aria-hidden className="failure-icon" />
      <div className="failure-words">
        <p className="failure-happened">{visible(happened)}</p>
        {next && <p className="failure-next">{next}</p>}
        {reply && (
          <code className="failure-reply" dir="ltr">
            {reply.split(/\r?\n/).map(visible).join('\n')}
          </code>
        )}
        {explanation}
        {children && <div className="failure-actions">{children}</div>}
      </div>
    </div>
  );
}

/** The place for notices, as high as they are, and no line of the window where there are none. */
export function NoticeStrip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="notices" aria-label={label}>
      {children}
    </section>
  );
}

/** An empty place that teaches: one line, one explanation, perhaps buttons. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  // Where it is scrolled, it can be scrolled by key.
  const box = useRef<HTMLDivElement>(null);
  const [isTaller, setTaller] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setTaller(element.scrollHeight > element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="empty" {...(isTaller ? { tabIndex: 0 } : {})}>
      {Icon && <Icon size="2.25rem" strokeWidth={1.25} aria-hidden className="empty-icon" />}
      <h2 className="empty-title">{title}</h2>
      {text && <div className="empty-text">{text}</div>}
      {children && <div className="empty-actions">{children}</div>}
    </div>
  );
}

/** Shows its children only after `milliseconds`, so that quick work never flashes. */
export function Delayed({ milliseconds = 400, children }: { milliseconds?: number; children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return due ? children : null;
}

interface ToastProps {
  text: string;
  action?: { label: string; run: () => void };
  closeLabel: string;
  onClose: () => void;
  /** How long it stays; it waits while the pointer or the focus is in it. */
  milliseconds?: number;
}

/** A line at the bottom of the window that goes by itself. */
export function Toast({ text, action, closeLabel, onClose, milliseconds = 8_000 }: ToastProps) {
  const [held, setHeld] = useState(false);
  // A new function at each render must not restart the timer.
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => close(), milliseconds);
    return () => clearTimeout(timer);
  }, [held, milliseconds]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding the line under the pointer is a convenience, not an action
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span role="status">{text}</span>
      {action && (
        <button type="button" className="toast-action" onClick={action.run}>
          {action.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label={closeLabel} onClick={onClose}>
        ×
      </button>
    </div>
  );
}

/** A short fact beside something: a count, a state. */
export function Chip({ children, tone = 'neutral' }: { children: ReactNode; tone?: 'neutral' | 'good' | 'warning' | 'bad' | 'accent' }) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}
