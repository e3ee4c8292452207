/** Form fields with their label, hint and error joined for assistive technology. */
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  Checkbox as AriaCheckbox,
  Select as AriaSelect,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  SelectValue,
  Text,
  TextArea,
} from 'react-aria-components';
import { useKeptFocus } from './focus/kept-focus.ts';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A sentence under the field. */
  hint?: string;
  /** A sentence that says what is wrong; the field is then marked invalid. */
  error?: string | undefined;
  type?: 'text' | 'password' | 'email' | 'number' | 'search';
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** Protocol values (host, port) are set in the wire's type. */
  mono?: boolean;
  /** Several lines. */
  rows?: number;
  /** The label before the box instead of above it: in a bar. */
  inRow?: boolean;
  onBlur?: () => void;
}

export function TextField({
  label,
  hint,
  error,
  mono,
  rows,
  inRow,
  placeholder,
  autoFocus,
  isDisabled = false,
  onBlur,
  ...rest
}: TextFieldProps) {
  const className = mono ? 'field-input mono' : 'field-input';
  const { isKept, ...kept } = useKeptFocus(isDisabled);
  return (
    <AriaTextField
      {...rest}
      {...kept}
      isReadOnly={isKept}
      onBlur={(event) => {
        kept.onBlur(event);
        onBlur?.();
      }}
      autoFocus={autoFocus ?? false}
      isInvalid={error !== undefined}
      className={inRow ? 'field is-in-row' : 'field'}
    >
      <Label className="field-label">{label}</Label>
      {rows ? (
        <TextArea className={className} rows={rows} placeholder={placeholder ?? ''} />
      ) : (
        <Input
          className={className}
          placeholder={placeholder ?? ''}
          onKeyDown={(event) => {
            // One that can only be read would still submit its form.
            if (isKept && event.key === 'Enter') event.preventDefault();
          }}
        />
      )}
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {error !== undefined && <FieldError className="field-error">{error}</FieldError>}
    </AriaTextField>
  );
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface SelectFieldProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  hint?: string;
  isDisabled?: boolean;
}

/** One of several, from a list that opens. */
export function SelectField<Value extends string>({ label, value, choices, onChange, hint, isDisabled = false }: SelectFieldProps<Value>) {
  const { isKept, ...kept } = useKeptFocus(isDisabled);
  const [isOpen, setOpen] = useState(false);
  return (
    <AriaSelect
      {...kept}
      isOpen={isOpen && !isKept}
      onOpenChange={setOpen}
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen && !isKept) onChange(chosen.value);
      }}
    >
      <Label className="field-label">{label}</Label>
      <Button className="field-input field-select" aria-disabled={isKept}>
        <SelectValue />
        <ChevronDown size="0.9375rem" aria-hidden />
      </Button>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <Popover className="popover" offset={4}>
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} textValue={choice.label} className="menu-item">
              {choice.label}
              {choice.value === value && <Check size="0.9375rem" aria-hidden className="menu-item-end" />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface ChoiceFieldProps<Value extends string> extends Omit<SelectFieldProps<Value>, 'isDisabled'> {
  /** The label is only for the ear: what is chosen can be seen. */
  hidesLabel?: boolean;
  /** Smaller: in a bar. */
  isSmall?: boolean;
  /** A class of the parent, for its place there. */
  className?: string;
}

/** One of a few, all in sight. */
export function ChoiceField<Value extends string>({
  label,
  value,
  choices,
  onChange,
  hint,
  hidesLabel,
  isSmall,
  className = '',
}: ChoiceFieldProps<Value>) {
  return (
    <RadioGroup
      className={`field${hidesLabel ? ' is-unlabelled' : ''}${isSmall ? ' is-small' : ''} ${className}`}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Label className="field-label">{label}</Label>
      <div className="segments">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="segment">
            {choice.label}
          </Radio>
        ))}
      </div>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </RadioGroup>
  );
}

export function CheckboxField({
  value,
  onChange,
  isDisabled = false,
  children,
}: {
  value: boolean;
  onChange: (value: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
}) {
  const { isKept, ...kept } = useKeptFocus(isDisabled);
  return (
    <AriaCheckbox {...kept} className="checkbox" isSelected={value} onChange={onChange} isReadOnly={isKept}>
      <span className="checkbox-box">{value && <Check size="0.8125rem" strokeWidth={3} aria-hidden />}</span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
