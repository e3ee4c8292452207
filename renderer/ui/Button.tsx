/**
 * Buttons: the only ones of the window. This folder holds controls that know nothing of mail; they take their words
 * as properties and their colours from the tokens.
 */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useKeptFocus } from './focus/kept-focus.ts';

type ButtonKind = 'plain' | 'primary' | 'quiet' | 'danger';

/** What `useKeptFocus` sees to. */
type Kept = 'aria-disabled' | 'onFocus' | 'onBlur';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | Kept> {
  ref?: Ref<HTMLButtonElement>;
  kind?: ButtonKind;
  icon?: LucideIcon;
  /** The tooltip of the browser: for words that may be hidden. */
  title?: string;
  /** The keys that do the same, as `aria-keyshortcuts` takes them. */
  strokes?: string;
  /** Lower than others: in a bar, or under a line. */
  isLow?: boolean;
  /** A class of the parent, for its place and size there. */
  className?: string;
  children: ReactNode;
}

/** The library lets only its own attributes through to the element. */
function withAttributes(strokes: string | undefined, title?: string): Pick<AriaButtonProps, 'render'> {
  if (!strokes && !title) return {};
  return {
    render: (props) => (
      <button
        {...props}
        {...(strokes ? { 'aria-keyshortcuts': strokes } : {})}
        {...(title ? { title } : {})}
        type={props.type ?? 'button'}
      />
    ),
  };
}

/** What a button does while it can be used: where it cannot, and has the focus, it keeps that and does nothing. */
function useUsable({ isDisabled = false, onPress, type }: Pick<AriaButtonProps, 'isDisabled' | 'onPress' | 'type'>): AriaButtonProps {
  const { isKept, ...kept } = useKeptFocus(isDisabled);
  return isKept
    ? { ...kept, 'aria-disabled': true, type: 'button' }
    : { ...kept, ...(onPress ? { onPress } : {}), ...(type ? { type } : {}) };
}

/** A button with words, and perhaps an icon before them. */
export function Button({
  kind = 'plain',
  icon: Icon,
  title,
  strokes,
  isLow,
  className = '',
  children,
  isDisabled,
  onPress,
  type,
  ...rest
}: ButtonProps) {
  const usable = useUsable({ isDisabled, onPress, type });
  return (
    <AriaButton
      {...rest}
      {...usable}
      {...withAttributes(strokes, title)}
      className={`button button-${kind}${isLow ? ' is-low' : ''} ${className}`}
    >
      {Icon && <Icon size="1rem" strokeWidth={1.75} aria-hidden />}
      <span className="button-words">{children}</span>
    </AriaButton>
  );
}

/** A link to a file that looks like a quiet button. */
export function DownloadLink({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  return (
    <a className="button button-quiet" href={href} download={name}>
      {children}
    </a>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label' | Kept> {
  icon: LucideIcon;
  /** The accessible name, also shown as the tooltip. */
  label: string;
  /** Shown after the name in the tooltip: `Ctrl+J`. */
  shortcut?: string;
  /** The same for assistive technology, as `aria-keyshortcuts` takes it. */
  strokes?: string;
  /** Whether the icon is filled, for what is on or off (a star). */
  filled?: boolean;
  pressed?: boolean;
  /** Lower than others: in a bar. */
  isLow?: boolean;
  /** A class of the parent, for its place and size there. */
  className?: string;
}

/** A button that is an icon; its name is a tooltip. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  strokes,
  filled = false,
  pressed,
  isLow,
  className = '',
  isDisabled,
  onPress,
  type,
  ...rest
}: IconButtonProps) {
  const usable = useUsable({ isDisabled, onPress, type });
  return (
    <TooltipTrigger delay={600}>
      <AriaButton
        {...rest}
        {...usable}
        {...withAttributes(strokes)}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={`button button-icon${pressed ? ' is-pressed' : ''}${isLow ? ' is-low' : ''} ${className}`}
      >
        <Icon size="1.0625rem" strokeWidth={1.75} aria-hidden fill={filled ? 'currentColor' : 'none'} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut && <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
