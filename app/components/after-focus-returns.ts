/**
 * Runs what moves the focus after a closing menu or dialog has given it back: they do so one frame after they are gone,
 * and would take it away again.
 */
export function afterFocusReturns(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run))
}
