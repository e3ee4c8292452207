/** Where the spare frame waits, and how the frame of a mail gets at it. */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { afterPaint } from '../../../ui/after-paint.ts';
import { createSpareFrames, type SpareFrames } from './spare-frames.ts';

const SpareFramesContext = createContext<SpareFrames | null>(null);

export function SpareFramesProvider({ children }: { children: ReactNode }) {
  const park = useRef<HTMLDivElement>(null);
  const [frames] = useState(() => createSpareFrames({ park: () => park.current, later: afterPaint }));
  useEffect(() => afterPaint(frames.prepare), [frames]);
  return (
    <SpareFramesContext value={frames}>
      {children}
      <div ref={park} className="spare-frames" aria-hidden />
    </SpareFramesContext>
  );
}

export function useSpareFrames(): SpareFrames {
  const frames = useContext(SpareFramesContext);
  if (!frames) throw new Error('useSpareFrames needs a SpareFramesProvider above it');
  return frames;
}
