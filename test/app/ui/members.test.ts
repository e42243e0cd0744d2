/** Members, invitations, and what a viewer's gestures do. */
import { describe, expect, it } from 'vitest'
import { MembersApi } from '../../../app/screens/members/members-api.ts'
import { ownRole } from '../../../app/screens/members/use-members.ts'
import { viewOnly } from '../../../app/screens/members/viewing.tsx'
import { addChapter, renameChapter } from '../session/fixtures/commands.ts'
import { saveOne, World } from '../session/fixtures/world.ts'

const members = [
  { userId: 'user-1', name: 'Ana', role: 'owner' },
  { userId: 'user-2', name: 'Bo', role: 'viewer' },
] as const

/** The API on a wire that keeps what was asked. */
function openApi(answer: unknown) {
  const asked: string[] = []
  const api = new MembersApi(async (path, { method = 'GET', body } = {}) => {
    asked.push([method, path, ...(typeof body === 'string' ? [body] : [])].join(' '))
    return answer
  })
  return { api, asked }
}

describe('The members of a course', () => {
  it('are listed with their roles, and one finds oneself among them', async () => {
    const { api, asked } = openApi({ members })
    const listed = await api.list('a/b')
    expect(asked).toEqual(['GET /api/courses/a%2Fb/members'])
    expect([ownRole(listed, 'user-2'), ownRole(listed, 'nobody')]).toEqual(['viewer', undefined])
  })

  it('get another role, or are removed, each by their own address', async () => {
    const { api, asked } = openApi(null)
    await api.setRole('wood', 'idp|42', 'editor')
    await api.remove('wood', 'idp|42')
    expect(asked).toEqual([
      'PUT /api/courses/wood/members/idp%7C42 {"role":"editor"}',
      'DELETE /api/courses/wood/members/idp%7C42',
    ])
  })

  it('are not guessed from an answer that is none', async () => {
    await expect(
      openApi({ members: [{ userId: 'user-1', name: 'Ana', role: 'king' }] }).api.list('wood'),
    ).rejects.toThrow()
  })
})

describe('An invitation', () => {
  it('is a link to a page of this app', async () => {
    const { api, asked } = openApi({ token: 'abc-123' })
    expect(await api.invite('wood', 'viewer')).toBe('/invitations/abc-123')
    expect(asked).toEqual(['POST /api/courses/wood/invitations {"role":"viewer"}'])
  })

  it('leads to its course once it is accepted, and says so where it is gone', async () => {
    expect(await openApi({ courseId: 'wood' }).api.accept('abc')).toBe('wood')
    expect(await openApi(null).api.findInvitation('used')).toBeNull()
  })
})

describe('A viewer', () => {
  it('[S3] sees what others save, and is told that gestures change nothing', async () => {
    const world = new World()
    const [author, viewer] = [await world.openOnlineTab(), await world.openOnlineTab()]
    let told = 0
    const session = viewOnly(viewer.session, () => told++)
    await saveOne(author, addChapter('basics', 'Basics'))
    await world.advance(1000)
    session.edit([renameChapter('basics', 'Mine', 'Basics')])
    session.undo()
    await world.advance(1000)
    expect(told).toBe(2)
    expect(session.getState()).toMatchObject({ draft: [], connection: { kind: 'online' } })
    expect(session.getState().course.chapters.get('basics')?.title).toBe('Basics')
    await session.settled()
  })
})
