/** People are drawn the same everywhere, and their letters can be read. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { colourOf, initialsOf } from '../../../app/components/presence/person.ts'

const styles = new URL('../../../app/components/presence/avatar.module.css', import.meta.url)

/** WCAG 2.2, relative luminance. @param colour `#rrggbb` */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

describe('The picture of a person', () => {
  it.each([
    ['Ana', 'A'],
    ['Ana María Ruiz', 'AR'],
    ['  östen  ', 'Ö'],
    ['李 明', '李明'],
    ['"Bo" (Team)', 'BT'],
    ['🦊', '?'],
    ['', '?'],
  ])('has the first letters of the name %j', (name, letters) => {
    expect(initialsOf(name)).toBe(letters)
  })

  it('has the same colour everywhere, and all colours occur', () => {
    const colours = Array.from({ length: 500 }, (_, index) => colourOf(`author-${index}`))
    expect(colours).toEqual(Array.from({ length: 500 }, (_, index) => colourOf(`author-${index}`)))
    expect([...new Set(colours)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('has letters that stand out by 4.5 to 1 on each colour, in light and in dark', async () => {
    const css = await readFile(styles, 'utf8')
    const [, lightLetters = '', darkLetters = ''] = /[^-]color: light-dark\((#\w{6}), (#\w{6})\)/.exec(css) ?? []
    const colours = [...css.matchAll(/--avatar: light-dark\((#\w{6}), (#\w{6})\)/g)]
    expect(colours).toHaveLength(8)
    const pairs = colours.flatMap(([, light = '', dark = '']) => [
      { letters: lightLetters, on: light, contrast: contrastOf(lightLetters, light) },
      { letters: darkLetters, on: dark, contrast: contrastOf(darkLetters, dark) },
    ])
    expect(pairs.filter(({ contrast }) => !(contrast >= 4.5))).toEqual([])
  })
})
