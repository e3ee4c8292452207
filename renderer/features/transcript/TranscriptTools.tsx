/** What is done to the session on show, how its lines are shown, and where; in a low window the most of it is in a menu. */
import {
  ArrowDownToLine,
  BookOpen,
  Check,
  Copy,
  Download,
  Ellipsis,
  PanelBottom,
  PanelRight,
  Pilcrow,
  Pin,
  PinOff,
  Server,
  SquareTerminal,
  X,
} from 'lucide-react';
import { useMemo } from 'react';
import type { CopyForm } from '../../../electron/contract/transcript.ts';
import type { Say } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { CommandButton } from '../../state/CommandButton.tsx';
import { useDock, usePreferences, useSetDock } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/Menus.tsx';
import { useWindowHeight } from '../../ui/panes/window-size.ts';

/** What is done to the session on show, whichever it is by then. */
export interface ShownSessionActions {
  copy(): void;
  copyAs(form: CopyForm): void;
  export(): void;
  pin(): void;
}

export interface TranscriptToolsProps {
  follows: boolean;
  setFollows: (follows: boolean) => void;
  showEnds: boolean;
  setShowEnds: (showEnds: boolean) => void;
  /** Whether the session on show is pinned; null: none is on show. */
  pinned: boolean | null;
  shown: ShownSessionActions;
  /** The practice server's side of the session on show; null where there is none. */
  serverSide: { readonly isShown: boolean; readonly show: (isShown: boolean) => void } | null;
}

/** In fewer pixels of the window's height a second row of buttons would take a row of lines. */
const lowWindow = 520;

/** Programs that can do the same exchange. */
export const copyEntries = (say: Say, run: (form: CopyForm) => void): MenuEntry[] => [
  ...(['swaks', 'openssl', 'curl', 'dig'] as const).map((form) => ({
    id: `copy-${form}`,
    label: say('copyAs.program', { program: form === 'openssl' ? 'openssl s_client' : form }),
    run: () => run(form),
  })),
  { id: 'copy-console', label: say('copyAs.console'), run: () => run('console') },
];

export function TranscriptTools({ follows, setFollows, showEnds, setShowEnds, pinned, shown, serverSide }: TranscriptToolsProps) {
  const say = useWords();
  const dock = useDock();
  const setDock = useSetDock();
  const isLow = useWindowHeight() <= lowWindow;
  const [{ explanations }, setPreferences] = usePreferences();
  const readings = useMemo<MenuEntry[]>(
    () =>
      (['beside', 'pointed', 'opened'] as const).map((place) => ({
        id: place,
        label: say(`transcript.explanations.${place}`),
        ...(place === explanations ? { icon: Check } : {}),
        run: () => setPreferences({ explanations: place }),
      })),
    [say, explanations, setPreferences],
  );
  const copyForms = useMemo(() => copyEntries(say, shown.copyAs), [say, shown]);
  const moved = {
    icon: dock === 'right' ? PanelBottom : PanelRight,
    label: say(dock === 'right' ? 'transcript.below' : 'transcript.beside'),
    run: () => setDock(dock === 'right' ? 'bottom' : 'right'),
  } as const;
  const ends = { label: say('transcript.showEnds'), run: () => setShowEnds(!showEnds) };
  const server = serverSide && {
    icon: Server,
    label: say('transcript.serverSide'),
    run: () => serverSide.show(!serverSide.isShown),
  };
  const ofSession = [
    { id: 'copy', icon: Copy, label: say('transcript.copySession'), run: () => shown.copy() },
    { id: 'export', icon: Download, label: say('transcript.export'), run: () => shown.export() },
    { id: 'pin', icon: pinned ? PinOff : Pin, label: say(pinned ? 'transcript.unpin' : 'transcript.pin'), run: () => shown.pin() },
  ] as const;
  const [copy, save, pin] = ofSession;
  const always = (
    <>
      <IconButton isLow icon={ArrowDownToLine} label={say('transcript.follow')} pressed={follows} onPress={() => setFollows(!follows)} />
      <CommandButton id="transcript.lastError" isLow />
    </>
  );
  const hide = <IconButton isLow icon={X} label={say('transcript.hide')} onPress={() => setDock('hidden')} />;

  if (isLow) {
    const session: readonly MenuEntry[] = pinned === null ? [] : [copy, ...copyForms, save, pin];
    const more: readonly MenuEntry[] = [
      ...session,
      ...(server ? [{ id: 'server', ...server, ...(serverSide?.isShown ? { icon: Check } : {}) }] : []),
      { id: 'ends', ...ends, ...(showEnds ? { icon: Check } : {}), separated: session.length > 0 },
      ...readings.map((entry, at) => ({ ...entry, label: `${say('transcript.explanations')}: ${entry.label}`, separated: at === 0 })),
      { id: 'move', ...moved, separated: true },
    ];
    return (
      <div className="transcript-tools">
        {always}
        <MenuButton label={say('transcript.more')} entries={more}>
          <IconButton isLow icon={Ellipsis} label={say('transcript.more')} />
        </MenuButton>
        {hide}
      </div>
    );
  }
  return (
    <div className="transcript-tools">
      {always}
      <MenuButton label={say('transcript.explanations')} entries={readings}>
        <IconButton isLow icon={BookOpen} label={say('transcript.explanations')} />
      </MenuButton>
      {server && <IconButton isLow icon={server.icon} label={server.label} pressed={serverSide?.isShown ?? false} onPress={server.run} />}
      <IconButton isLow icon={Pilcrow} label={ends.label} pressed={showEnds} onPress={ends.run} />
      {pinned !== null && (
        <>
          <IconButton isLow icon={copy.icon} label={copy.label} onPress={copy.run} />
          <MenuButton label={say('copyAs')} entries={copyForms}>
            <IconButton isLow icon={SquareTerminal} label={say('copyAs')} />
          </MenuButton>
          <IconButton isLow icon={save.icon} label={save.label} onPress={save.run} />
          <IconButton isLow icon={pin.icon} label={pin.label} pressed={pinned} onPress={pin.run} />
        </>
      )}
      <IconButton isLow icon={moved.icon} label={moved.label} onPress={moved.run} />
      {hide}
    </div>
  );
}
