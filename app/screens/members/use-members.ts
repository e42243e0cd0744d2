import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAccountState } from '../../components/sign-in/account-context.ts'
import { type Member, MembersApi, type Role } from './members-api.ts'

export const membersApi = new MembersApi()

const keyOf = (courseId: string) => ['courses', courseId, 'members']

/** Asked only where there are accounts. */
export function useMembers(courseId: string) {
  const { kind } = useAccountState()
  return useQuery({
    queryKey: keyOf(courseId),
    queryFn: () => membersApi.list(courseId),
    enabled: kind === 'signed-in',
  })
}

/** Undefined: not known, or nobody has roles here. */
export function useOwnRole(courseId: string): Role | undefined {
  const account = useAccountState()
  const { data } = useMembers(courseId)
  return account.kind === 'signed-in' ? ownRole(data ?? [], account.user.id) : undefined
}

export function ownRole(members: readonly Member[], userId: string): Role | undefined {
  return members.find(member => member.userId === userId)?.role
}

/** Each change is shown once the server has made it. */
export function useMemberChanges(courseId: string) {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: keyOf(courseId) })
  const setRole = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) => membersApi.setRole(courseId, userId, role),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (userId: string) => membersApi.remove(courseId, userId), onSuccess })
  return useMemo(() => ({ setRole: setRole.mutateAsync, remove: remove.mutateAsync }), [setRole, remove])
}
