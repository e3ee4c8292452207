/** Where a key takes the focus in a list, as people expect it from every desktop. `perPage` is the number of rows in sight. */
export function moveFocus(key: string, at: number, total: number, perPage: number): number | null {
  const last = total - 1;
  if (last < 0) return null;
  const clamp = (position: number) => Math.min(last, Math.max(0, position));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + Math.max(1, perPage - 1));
    case 'PageUp':
      return clamp(at - Math.max(1, perPage - 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
