/** Whether the program runs on macOS or iOS: decides which key is the modifier. */
export const isMac = (): boolean => /^Mac|^iP/.test(navigator.platform);
