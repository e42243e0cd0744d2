/** Calls now, and whenever another element has the focus, or none. @returns how to stop */
export function followFocus(listener: (focused: Element | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    clearTimeout(timer)
    listener(document.activeElement)
  }
  // Between two elements nobody has it for a moment.
  const tellSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(tell)
  }
  tell()
  document.addEventListener('focusin', tell)
  document.addEventListener('focusout', tellSoon)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('focusin', tell)
    document.removeEventListener('focusout', tellSoon)
  }
}
