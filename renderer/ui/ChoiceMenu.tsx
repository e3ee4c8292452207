/** One of several in little room: a button that says what is chosen and opens the list. */
import { Check, ChevronDown } from 'lucide-react';
import { Select as AriaSelect, Button, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import type { Choice } from './Fields.tsx';

interface ChoiceMenuProps<Value extends string> {
  /** The accessible name. */
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  /** Lower than others: in a bar. */
  isLow?: boolean;
  /** A class of the parent, for the place and size of its button there. */
  className?: string;
}

/** An empty value cannot be a key of the list. */
const keyOf = (value: string) => `=${value}`;

export function ChoiceMenu<Value extends string>({ label, value, choices, onChange, isLow, className = '' }: ChoiceMenuProps<Value>) {
  return (
    <AriaSelect
      aria-label={label}
      value={keyOf(value)}
      onChange={(key) => {
        const chosen = choices.find((choice) => keyOf(choice.value) === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Button className={`button button-quiet choice-button${isLow ? ' is-low' : ''} ${className}`}>
        {/* Nothing while nothing is chosen: the library has words of its own for it. */}
        <SelectValue className="button-words">{({ selectedText }) => selectedText ?? ''}</SelectValue>
        <ChevronDown size="0.8125rem" aria-hidden />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={keyOf(choice.value)} textValue={choice.label} className="menu-item">
              {choice.label}
              {choice.value === value && <Check size="0.9375rem" aria-hidden className="menu-item-end" />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
