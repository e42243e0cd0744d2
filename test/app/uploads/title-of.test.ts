import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folderTitleOf, titleOf } from '../../../app/uploads/title-of.ts'
import { limits } from '../../../course/limits.ts'

describe('The title that a file name gives', () => {
  it.each([
    ['intro.mp4', 'Intro'],
    ['Intro to Cells.MP4', 'Intro to Cells'],
    ['intro_to_cells.mp4', 'Intro to cells'],
    ['intro-to-cells.mov', 'Intro to cells'],
    ['intro.to.cells.webm', 'Intro to cells'],
    ['Self-study for Node.js.mp4', 'Self-study for Node.js'],
    ['my_self-study.mp4', 'My self-study'],
    ['lecture-2024-05-12.mp4', 'Lecture 2024-05-12'],
    ['What is new in 2.0.mp4', 'What is new in 2.0'],
    ['Version 2.0', 'Version 2.0'],
    ['  spaces   everywhere  .mp4', 'Spaces everywhere'],
    ['iPhone basics.mp4', 'iPhone basics'],
    ['Überblick.mp4', 'Überblick'],
    ['日本語_入門.mp4', '日本語 入門'],
  ])('[U4] reads %j as %j', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title)
  })

  it.each([
    ['01 Introduction.mp4', 'Introduction'],
    ['01_introduction.mp4', 'Introduction'],
    ['02-cells.mp4', 'Cells'],
    ['1. Introduction.mp4', 'Introduction'],
    ['3) Genes.mp4', 'Genes'],
    ['1.2 - Genes.mp4', 'Genes'],
    ['12 - Summary.mp4', 'Summary'],
    ['007.mp4', '007'],
    ['3 ways to learn.mp4', '3 ways to learn'],
    ['10_tips.mp4', '10 tips'],
    ['2024 review.mp4', '2024 review'],
    ['1984.mp4', '1984'],
    ['0.5 or less.mp4', '0.5 or less'],
    ['360° tour.mp4', '360° tour'],
    ['3D printing.mp4', '3D printing'],
  ])('[U4] takes off what only counts the files, and no number of a title: %j is %j', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title)
  })

  it.each([
    ['1 Introduction.mp4', 'Introduction'],
    ['2_cells.mp4', 'Cells'],
    ['3-genes.mp4', 'Genes'],
    ['1.2 Genes.mp4', 'Genes'],
    ['4.mp4', '4'],
  ])('[U4] takes off every number of files that count up: %j is %j', (fileName, title) => {
    expect(titleOf(fileName, true)).toBe(title)
  })

  it.each([
    ['IMG_1234.MOV', 'IMG 1234'],
    ['DSC01234.MP4', 'DSC01234'],
    ['VID_20240512_103012.mp4', 'VID 2024-05-12 10:30'],
    ['PXL_20240512_103012345.mp4', 'PXL 2024-05-12 10:30'],
  ])('[U4] keeps the name a camera gave recognisable: %j is %j', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title)
  })

  it('[U4] shows what a name is, and not what it pretends to be', () => {
    expect(titleOf('a\u202Egpj.4pm.mp4')).toBe('A gpj.4pm')
    expect(titleOf('line\nbreak\u0000.mp4')).toBe('Line break')
    expect(titleOf('\u200B\u200B.mp4')).toBe('')
  })

  it('[U4] keeps the dots of a folder, which has no extension', () => {
    expect(folderTitleOf('Learning Node.js')).toBe('Learning Node.js')
    expect(folderTitleOf('02_Chapter')).toBe('Chapter')
  })

  it('[U4] is one line of what can be seen, not longer than a title may be, whatever the name', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 2_500 }))
    fc.assert(
      fc.property(name, fc.boolean(), (fileName, isNumbered) => {
        const title = titleOf(fileName, isNumbered)
        expect(title.length).toBeLessThanOrEqual(limits.titleLength)
        expect(title).toBe(title.trim())
        expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u)
        expect(titleOf(fileName, isNumbered)).toBe(title)
      }),
      { numRuns: 500 },
    )
  })
})
