/** A list to choose from that looks like a menu, for what is not one: the options that typing has found. */
import type { LucideIcon } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { ListBox, ListBoxItem, type ListBoxProps } from 'react-aria-components';

interface OptionListProps extends Omit<ListBoxProps<object>, 'className' | 'style'> {
  /** A class of the parent, for its size there. */
  className: string;
}

export function OptionList({ className, ...rest }: OptionListProps) {
  return <ListBox {...rest} className={`menu ${className}`} />;
}

interface OptionProps {
  id: string;
  /** What is found by typing its first letters. */
  textValue: string;
  icon?: LucideIcon | undefined;
  shortcut?: string | undefined;
  isDisabled?: boolean;
  style?: CSSProperties;
  children: ReactNode;
}

/** Without an icon its place stays empty, so that all words begin at one edge. */
export function Option({ icon: Icon, shortcut, isDisabled = false, style = {}, children, ...rest }: OptionProps) {
  return (
    <ListBoxItem {...rest} isDisabled={isDisabled} style={style} className="menu-item">
      {Icon ? <Icon size="0.9375rem" strokeWidth={1.75} aria-hidden /> : <span className="menu-item-gap" />}
      {children}
      {shortcut && <kbd className="menu-item-end">{shortcut}</kbd>}
    </ListBoxItem>
  );
}
