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
    /** How mail to a domain is received and protected. */
    readonly delivery: {
      readonly subject?: string;
      /** Tells two requests apart that ask for the same. */
      readonly request?: number;
    };
  }
}

const Delivery = later(() => import('./Delivery.tsx').then((file) => file.Delivery));
const LookUp = later(() => import('./LookUp.tsx').then((file) => file.LookUp));

export const lookup: Feature = {
  views: { lookup: LookUp, delivery: Delivery },
  commands: (workspace) => [
    { id: 'lookup.open', run: () => workspace.openView({ name: 'lookup' }) },
    { id: 'delivery.open', run: () => workspace.openView({ name: 'delivery' }) },
  ],
  files: [LookUp.fetch, Delivery.fetch],
};
