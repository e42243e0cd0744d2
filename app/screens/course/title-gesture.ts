/** One author typing one title: which saved value the typing began from [C7]. */
export class TitleGesture {
  #was: string
  #last: string | undefined

  /** @param saved the title as it is saved when the field opens */
  constructor(saved: string) {
    this.#was = saved
  }

  /**
   * The value that a command for `text` names as the one its author saw.
   * @param saved the title as it is saved now: the author's own text once a save has gone through, and then the next
   *   keystroke begins from there; somebody else's text never takes its place, the author has not been shown it
   */
  type(text: string, saved: string): string {
    if (saved === this.#last) this.#was = saved
    this.#last = text
    return this.#was
  }
}
