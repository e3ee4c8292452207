/**
 * Views and dialogs by name. Each feature adds its names and their parameters to the two interfaces below (`declare module` in its
 * `feature.ts`), so that other features can open its dialogs without importing its components.
 */

/** Views, which stand in the middle and right panes. `mail`, the list and the reader, is the one that `App` lays out itself. */
export interface ViewParameters {
  readonly mail: object;
}

// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface DialogParameters {}

export type ViewName = keyof ViewParameters;
export type DialogName = keyof DialogParameters;

/** A view that is shown, with its parameters. */
export type View = { readonly [Name in ViewName]: { readonly name: Name } & ViewParameters[Name] }[ViewName];

/** A dialog that is asked for, with its parameters. */
export type DialogRequest = { readonly [Name in DialogName]: { readonly kind: Name } & DialogParameters[Name] }[DialogName];

/** A dialog that was asked for: `request` tells it from another of the same kind. */
export type OpenDialog = DialogRequest & { readonly request: number };
