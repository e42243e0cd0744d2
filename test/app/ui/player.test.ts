import { describe, expect, it } from 'vitest'
import { detailsOf } from '../../../app/components/details/details-of.ts'
import { harmlessType, kindOf } from '../../../app/components/player/playable.ts'
import { applyCommand } from '../../../course/apply-command.ts'
import { ana, course, operationId } from './session-fixtures.ts'

describe('A file is shown by what it is', () => {
  it.each([
    ['video/mp4', 'video'],
    ['', 'video'],
    ['audio/mpeg', 'audio'],
    ['application/pdf', 'other'],
    ['text/html', 'other'],
  ] as const)('%s', (type, kind) => {
    expect(kindOf(type)).toBe(kind)
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'application/pdf',
    'video/mp4;text/html',
    'video/',
    '',
  ])('[U6] and bytes of this browser never get an address as %s', type => {
    expect(harmlessType(type)).toBe('application/octet-stream')
  })

  it('and those of films keep their type', () => {
    expect(harmlessType('video/mp4')).toBe('video/mp4')
    expect(harmlessType('Audio/X-M4A')).toBe('audio/x-m4a')
  })
})

it("The details of a file are the server's as soon as it has looked into it", () => {
  const source = { kind: 'upload', uploadId: 'u1', fileName: 'intro.mp4', sizeBytes: 2_079_246, type: '' } as const
  const replaced = applyCommand(
    course,
    { type: 'replace-video', videoId: 'intro', source, was: null },
    { by: ana, at: 0, operationId },
  )
  const rows = [{ kind: 'video', id: 'intro' }] as const
  const chosen = [
    { name: 'File', value: 'intro.mp4' },
    { name: 'Size', value: '2.1 MB' },
  ]
  expect(detailsOf(rows, replaced)?.facts.slice(2)).toEqual(chosen)

  const finalData = {
    ...{ fileName: 'intro.mp4', sizeBytes: 2_079_246, type: 'video/mp4', sha256: '', url: '/media/u1' },
    ...{ durationSeconds: 10, width: 1280, height: 720 },
  }
  const known = new Map([['u1', { uploadId: 'u1', videoId: 'intro', finalData, completedAt: 0 }]])
  expect(detailsOf(rows, replaced, known)?.facts.slice(2)).toEqual([
    ...chosen,
    { name: 'Type', value: 'video/mp4' },
    { name: 'Length', value: '0:10' },
    { name: 'Picture', value: '1280 × 720' },
    { name: 'Uploaded', value: expect.stringMatching(/1970|1969/) },
  ])
  const byAna = new Map([...known].map(([id, file]) => [id, { ...file, uploadedBy: 'Ana' }]))
  expect(detailsOf(rows, replaced, byAna)?.facts.at(-1)?.value).toMatch(/, by Ana$/)
})
