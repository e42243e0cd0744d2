import { describe, expect, it } from 'vitest'
import { findCycle, findImports, type SourceFile } from './source-files.ts'

describe('The reader of the sources', () => {
  it('finds every form of import', () => {
    const text = [
      'import { a,',
      "  b } from './one.ts'",
      "import './two.css'",
      "import type { C } from './three.ts'",
      "export const quoted = 'nothing'",
      "export { d } from './four.ts'",
      "const later = await import('./five.ts')",
      "new Worker(new URL('./six.ts', import.meta.url))",
    ].join('\n')
    expect(findImports(text).sort()).toEqual([
      './five.ts',
      './four.ts',
      './one.ts',
      './six.ts',
      './three.ts',
      './two.css',
    ])
  })

  it('finds a cycle over three files', () => {
    const file = (name: string, ...imports: string[]): SourceFile => ({ path: name, text: '', imports })
    expect(findCycle([file('a.ts', './b.ts'), file('b.ts', './c.ts'), file('c.ts', './a.ts')])).toHaveLength(4)
  })
})
