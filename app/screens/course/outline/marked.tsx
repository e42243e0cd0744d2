import { markedTitle } from './search.ts'

interface MarkedProps {
  readonly title: string
  readonly words: readonly string[]
}

/** The title, with what is searched marked in it. */
export function Marked({ title, words }: MarkedProps) {
  if (words.length === 0) return title
  return markedTitle(title, words).map(({ text, isMatch }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
    isMatch ? <mark key={index}>{text}</mark> : text,
  )
}
