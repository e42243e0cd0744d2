import { useState } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { Dialog } from '../../components/dialog/dialog.tsx'
import { useFocusPlace } from '../../components/focus-place.ts'
import { Select } from '../../components/select/select.tsx'
import { useAccountState } from '../../components/sign-in/account-context.ts'
import { membersText } from '../../text/access.ts'
import { InviteForm } from './invite-form.tsx'
import css from './members.module.css'
import { type Member, type Role, roles } from './members-api.ts'
import { ownRole, useMemberChanges, useMembers } from './use-members.ts'

interface MembersDialogProps {
  readonly courseId: string
  readonly onClose: () => void
}

/** Who may do what in this course. Owners change it, others see it. */
export function MembersDialog({ courseId, onClose }: MembersDialogProps) {
  const account = useAccountState()
  const { data: members, isError } = useMembers(courseId)
  const userId = account.kind === 'signed-in' ? account.user.id : ''
  const isOwner = ownRole(members ?? [], userId) === 'owner'
  return (
    <Dialog title={membersText.title} onClose={onClose}>
      {members ? (
        <MemberList {...{ courseId, members, userId, isOwner }} />
      ) : (
        <p role={isError ? 'alert' : 'status'}>{isError ? membersText.failed : membersText.loading}</p>
      )}
      {isOwner && <InviteForm courseId={courseId} />}
    </Dialog>
  )
}

interface MemberListProps {
  readonly courseId: string
  readonly members: readonly Member[]
  readonly userId: string
  readonly isOwner: boolean
}

function MemberList({ courseId, members, userId, isOwner }: MemberListProps) {
  const [isFailed, setFailed] = useState(false)
  const place = useFocusPlace<HTMLUListElement>()
  const announce = useAnnounce()
  const { setRole, remove } = useMemberChanges(courseId)
  const change = (work: Promise<unknown>, sentence?: string) =>
    work.then(
      () => {
        setFailed(false)
        if (sentence) announce(sentence)
      },
      () => setFailed(true),
    )
  return (
    <>
      {isFailed && (
        <p className={css['failure']} role="alert">
          {membersText.notChanged}
        </p>
      )}
      <ul className={css['list']} {...place}>
        {members.map(member => (
          <MemberRow
            key={member.userId}
            member={member}
            isOwn={member.userId === userId}
            isEditable={isOwner && member.userId !== userId}
            onRole={role => change(setRole({ userId: member.userId, role }))}
            onRemove={() => change(remove(member.userId), membersText.removed(member.name))}
          />
        ))}
      </ul>
    </>
  )
}

interface MemberRowProps {
  readonly member: Member
  readonly isOwn: boolean
  readonly isEditable: boolean
  readonly onRole: (role: Role) => void
  readonly onRemove: () => void
}

const roleOptions = roles.map(id => ({ id, label: membersText.roles[id] }))

function MemberRow({ member: { name, role }, isOwn, isEditable, onRole, onRemove }: MemberRowProps) {
  const choose = (id: string) => {
    const chosen = roles.find(known => known === id)
    if (chosen) onRole(chosen)
  }
  return (
    <li className={css['member']}>
      <span className={css['name']}>
        {name} {isOwn && <span className={css['you']}>({membersText.you})</span>}
      </span>
      {isEditable ? (
        <>
          <Select label={membersText.role(name)} value={role} options={roleOptions} onChange={choose} />
          <Button look="quiet" aria-label={membersText.removeLabel(name)} onPress={onRemove}>
            {membersText.remove}
          </Button>
        </>
      ) : (
        <span>{membersText.roles[role]}</span>
      )}
    </li>
  )
}
