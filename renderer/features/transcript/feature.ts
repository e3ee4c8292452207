/** What the transcript brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

const Transcript = later(() => import('./Transcript.tsx').then((file) => file.Transcript));

export const transcript: Feature = { Dock: Transcript, files: [Transcript.fetch] };
