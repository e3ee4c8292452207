/** A line at the foot of a list that leads elsewhere: an icon, words, and how many there are. */
import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonProps } from 'react-aria-components';

interface FooterLineProps extends Pick<ButtonProps, 'aria-label' | 'aria-current' | 'onPress'> {
  icon: LucideIcon;
  words: string;
  /** As it is written; it is also in the accessible name. */
  count?: string;
  /** Whether what it leads to is shown. */
  isSelected?: boolean;
}

export function FooterLine({ icon: Icon, words, count, isSelected = false, ...rest }: FooterLineProps) {
  return (
    <Button {...rest} className={`footer-line${isSelected ? ' is-selected' : ''}`}>
      <Icon size="1rem" strokeWidth={1.6} aria-hidden />
      {/* What is read aloud is what is seen, word by word. */}
      <span className="footer-line-words">{words}</span> {count !== undefined && <span className="footer-line-count numeric">{count}</span>}
    </Button>
  );
}
