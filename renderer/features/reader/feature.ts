/** What reading brings to the window, besides its pane, which `App` places. */
import type { Feature } from '../../state/feature.ts';
import { OpenFile } from './OpenFile.tsx';
import { OpenMessage } from './Reader.tsx';

export const reader: Feature = { files: [OpenMessage.fetch], AlwaysMounted: OpenFile };
