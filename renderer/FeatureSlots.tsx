/** Draws what features bring: each part that is always there, the view that is shown, and the dialog that is open. */
import { type ComponentType, useMemo } from 'react';
import { ErrorBoundary } from './state/ErrorBoundary.tsx';
import type { DialogProps, Feature } from './state/feature.ts';
import type { DialogName, OpenDialog, View } from './state/routes.ts';
import { useCommands, useWorkspace, useWorkspaceState } from './state/State.tsx';

type Slot = 'Beside' | 'Footer' | 'Banner' | 'Notices' | 'AlwaysMounted';

/** One part of every feature that has it; a failure in one does not affect the others. */
export function FeatureSlots({ of, which }: { of: readonly Feature[]; which: Slot }) {
  return of.map((feature, index) => {
    const Shown = feature[which];
    return (
      Shown && (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <ErrorBoundary key={index}>
          <Shown />
        </ErrorBoundary>
      )
    );
  });
}

export function ShownView({ features, view }: { features: readonly Feature[]; view: View }) {
  const { name, ...parameters } = view;
  const found = features.flatMap(({ views }) => views?.[name] ?? [])[0];
  const Shown = found as ComponentType<object> | undefined; // it is of the view's own name, whose parameters these are
  return Shown && <Shown {...parameters} />;
}

export function ShownDialog({ features }: { features: readonly Feature[] }) {
  const dialog = useWorkspaceState((state) => state.dialog);
  return dialog && <OpenedDialog key={dialog.request} features={features} dialog={dialog} />;
}

function OpenedDialog({ features, dialog }: { features: readonly Feature[]; dialog: OpenDialog }) {
  const workspace = useWorkspace();
  const { kind, request, ...parameters } = dialog;
  const found = features.flatMap(({ dialogs }) => dialogs?.[kind] ?? [])[0];
  const Shown = found as ComponentType<Omit<DialogProps<DialogName>, never>> | undefined; // as above
  return (
    Shown && (
      <ErrorBoundary>
        <Shown
          {...parameters}
          onClose={() => workspace.closeDialog(request)}
          onLeave={(again) => workspace.leaveDialog(request, again)}
          isOpen={() => workspace.store.get().dialog?.request === request}
        />
      </ErrorBoundary>
    )
  );
}

/** Binds the commands of features that need nothing but the workspace. */
export function FeatureCommands({ features }: { features: readonly Feature[] }) {
  const workspace = useWorkspace();
  useCommands(useMemo(() => features.flatMap(({ commands }) => commands?.(workspace) ?? []), [features, workspace]));
  return null;
}
