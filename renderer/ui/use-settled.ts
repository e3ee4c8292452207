/** A value that is used only once it has stood for a while, such as what is being typed. */
import { useEffect, useState } from 'react';

/** @param milliseconds how long it must have stood; 0: it is used at once */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (milliseconds === 0) return;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return milliseconds === 0 ? value : settled;
}
