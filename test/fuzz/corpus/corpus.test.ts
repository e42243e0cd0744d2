import { describe, expect, it } from 'vitest'
import { decodeCase } from '../updates/corpus-case.ts'
import { replay } from '../updates/scene.ts'
import { updateCases } from './updates.ts'

describe('What once hurt', () => {
  it.each(updateCases)('[P4][A2] hurts nobody any more: $name', async ({ outcomes, ...stored }) => {
    expect(await replay(decodeCase(stored))).toEqual({ outcomes, violation: undefined })
  })
})
