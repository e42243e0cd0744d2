import { expect, it } from 'vitest'
import { findUploadAuthor } from '../../../app/server-state/use-upload-author.ts'
import type { Command } from '../../../course/command.ts'
import type { History } from '../../../course/wire/http.ts'

const upload = { uploadId: 'file', videoId: 'intro' }

function added(videoId: string, uploadId: string): Command {
  const source = { kind: 'upload', uploadId, fileName: 'intro.mp4', sizeBytes: 1, type: 'video/mp4' } as const
  return { type: 'add-video', videoId, title: 'Intro', place: ['basics', 'a0'], source }
}

function save(name: string, commands: readonly Command[], status: 'stored' | 'rejected' = 'stored') {
  const id = `operation-of-${name}`
  const fate = { status, revision: 1, storedAt: 0, events: [], notes: [], results: [] }
  return { ...fate, operationId: id, by: { id: name, name }, savedAt: 0, commands }
}

/** The ledger, a save a page, the newest first; what was asked for. */
function ledgerOf(...saves: History['operations']) {
  const asked: (number | undefined)[] = []
  const load = async (before: number | undefined): Promise<History> => {
    asked.push(before)
    const index = saves.length - (before ?? saves.length + 1)
    const operations = saves.slice(index + 1, index + 2)
    return { operations, ...(index + 2 < saves.length && { next: saves.length - index - 1 }) }
  }
  return { asked, load }
}

it('names who saved a file with its own video, not who copied that or was refused', async () => {
  const { load } = ledgerOf(
    save('Copier', [added('copy', 'file')]),
    save('Refused', [added('intro', 'file')], 'rejected'),
    save('Ana', [added('other', 'else'), added('intro', 'file')]),
    save('Earlier', []),
  )
  expect(await findUploadAuthor(upload, load)).toBe('Ana')
})

it('looks no further than it has to, and names nobody where no save says it', async () => {
  const found = ledgerOf(save('Ben', []), save('Ana', [added('intro', 'file')]), save('Earlier', []))
  expect(await findUploadAuthor(upload, found.load)).toBe('Ana')
  expect(found.asked).toHaveLength(2)
  const many = ledgerOf(...Array.from({ length: 30 }, () => save('Ben', [])))
  expect(await findUploadAuthor(upload, many.load)).toBeNull()
  expect(many.asked).toHaveLength(10)
})
