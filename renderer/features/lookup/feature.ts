/** What looking up names brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface ViewParameters {
    /** What is asked at first. */
    readonly lookup: {
      readonly first?: string;
      readonly type?: string;
      /** With its port, as it is typed; by default the one that the computer uses. */
      readonly server?: string;
      /** Tells two requests apart that ask for the same. */
      readonly request?: number;
    };
  }
}

const LookUp = later(() => import('./LookUp.tsx').then((file) => file.LookUp));

export const lookup: Feature = {
  views: { lookup: LookUp },
  commands: (workspace) => [{ id: 'lookup.open', run: () => workspace.openView({ name: 'lookup' }) }],
  files: [LookUp.fetch],
};
