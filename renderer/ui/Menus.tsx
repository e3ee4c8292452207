/** Menus: one that a button opens, one that opens where the pointer or the focused row is. Both show shortcuts. */
import type { LucideIcon } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, type PopoverProps, Separator, Text } from 'react-aria-components';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: LucideIcon;
  shortcut?: string;
  isDisabled?: boolean;
  /** A hairline before this entry. */
  separated?: boolean;
  run: () => void;
}

function MenuList({ entries, label, takesFocus = false }: { entries: readonly MenuEntry[]; label: string; takesFocus?: boolean }) {
  // Where no entry has an icon, nothing keeps its place.
  const hasIcons = entries.some(({ icon }) => icon !== undefined);
  return (
    <Menu
      aria-label={label}
      className="menu"
      {...(takesFocus ? { autoFocus: 'first' as const } : {})}
      onAction={(key) => entries.find((entry) => entry.id === key)?.run()}
    >
      {entries.flatMap((entry) => {
        const item = (
          <MenuItem key={entry.id} id={entry.id} textValue={entry.label} isDisabled={entry.isDisabled ?? false} className="menu-item">
            {entry.icon ? <entry.icon size="0.9375rem" strokeWidth={1.75} aria-hidden /> : hasIcons && <span className="menu-item-gap" />}
            <Text slot="label">{entry.label}</Text>
            {entry.shortcut && <kbd className="menu-item-end">{entry.shortcut}</kbd>}
          </MenuItem>
        );
        return entry.separated ? [<Separator key={`before-${entry.id}`} className="menu-line" />, item] : [item];
      })}
    </Menu>
  );
}

/** What opens beside a control and closes by a click elsewhere. */
export function PopoverFrame(props: Omit<PopoverProps, 'className' | 'style'>) {
  return <Popover {...props} className="popover" />;
}

interface MenuButtonProps {
  entries: readonly MenuEntry[];
  label: string;
  /** Where it opens: above, where what stands below must stay in sight. */
  side?: 'top' | 'bottom';
  children: ReactElement;
}

/** A menu that `children` (a button) opens. */
export function MenuButton({ entries, label, side = 'bottom', children }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {children}
      <PopoverFrame placement={`${side} start`} offset={4}>
        <MenuList entries={entries} label={label} />
      </PopoverFrame>
    </MenuTrigger>
  );
}

/** A context menu at a point of the window; `onClose` is told whether an entry was chosen or it was dismissed. */
export function ContextMenu({
  at,
  entries,
  label,
  onClose,
}: {
  at: { x: number; y: number };
  entries: readonly MenuEntry[];
  label: string;
  onClose: (isChosen: boolean) => void;
}) {
  const anchor = useRef<HTMLSpanElement>(null);
  const isChosen = useRef(false);
  const closing = entries.map((entry) => ({
    ...entry,
    run: () => {
      isChosen.current = true;
      onClose(true);
      entry.run();
    },
  }));
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ left: at.x, top: at.y }} />
      <PopoverFrame
        isOpen
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        aria-label={label}
        onOpenChange={(open) => {
          if (!open) onClose(isChosen.current);
        }}
      >
        {/* Without a trigger nothing else moves the focus into it. */}
        <MenuList entries={closing} label={label} takesFocus />
      </PopoverFrame>
    </>
  );
}
