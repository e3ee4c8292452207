/** What the transcript brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { Transcript } from './Transcript.tsx';

export const transcript: Feature = { Dock: Transcript };
