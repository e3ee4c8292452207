/** Back to the mail from another view. What had the focus there is gone with it: one goes on at the marked row, else in the first pane. */
/** Frames in which the list may come: its rows are read again. */
const frames = 30;

const visible = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());

/** @param leave shows the mail instead */
export function returnFocus(leave: () => void): void {
  const before = document.activeElement;
  leave();
  let left = frames;
  const look = () => {
    const now = document.activeElement;
    // Something else has taken it by then.
    if (now !== null && now !== document.body && now !== before) return;
    const row = visible('[role="grid"] [role="row"][tabindex="0"]');
    left -= 1;
    if (row === undefined && left > 0) requestAnimationFrame(look);
    else (row ?? visible('[data-pane] :is([tabindex="0"], button:enabled)'))?.focus({ preventScroll: true });
  };
  requestAnimationFrame(look);
}
