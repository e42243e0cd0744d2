import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { firstLoadOf } from '../../scripts/vite/first-load.ts'

const chunk = (code: string, imports: string[] = []) => ({ type: 'chunk' as const, code, imports })
const gzipOf = (...codes: string[]) => codes.reduce((sum, code) => sum + gzipSync(code).byteLength, 0)

describe("The first screen's JavaScript", () => {
  it('is the page’s script with what it imports, each once, and nothing that is loaded later', () => {
    const bundle = {
      'main.js': chunk('main', ['react.js', 'list.js']),
      'list.js': chunk('list', ['react.js']),
      'react.js': chunk('react', ['main.js']),
      'course.js': chunk('course', ['react.js']),
      'main.css': { type: 'asset' as const },
    }
    expect(firstLoadOf(bundle, 'main.js')).toEqual({
      files: ['main.js', 'react.js', 'list.js'],
      gzipBytes: gzipOf('main', 'react', 'list'),
    })
  })
})
