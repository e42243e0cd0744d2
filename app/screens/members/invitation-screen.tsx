import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { Button } from '../../components/button/button.tsx'
import { invitationText } from '../../text/access.ts'
import { courseAddress } from '../courses/course-address.ts'
import { Page } from '../page.tsx'
import css from './members.module.css'
import type { Invitation } from './members-api.ts'
import { membersApi } from './use-members.ts'

/** What somebody was invited to, and the press that makes them a member: opening a link alone changes nothing. */
export function InvitationScreen({ token }: { readonly token: string }) {
  const { data, isError } = useQuery({
    queryKey: ['invitations', token],
    queryFn: () => membersApi.findInvitation(token),
  })
  return (
    <Page title={invitationText.title}>
      {data ? (
        <Offer invitation={data} token={token} />
      ) : (
        <p role={data === undefined && !isError ? 'status' : 'alert'}>{stateText(data, isError)}</p>
      )}
    </Page>
  )
}

function stateText(invitation: null | undefined, isError: boolean): string {
  if (isError) return invitationText.failed
  return invitation === null ? invitationText.gone : invitationText.loading
}

function Offer({ invitation: { title, role }, token }: { readonly invitation: Invitation; readonly token: string }) {
  const [, navigate] = useLocation()
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => membersApi.accept(token),
    onSuccess: courseId => navigate(courseAddress(courseId)),
  })
  return (
    <div className={css['invitation']}>
      <p>{invitationText.offer(title, role)}</p>
      {isError && (
        <p className={css['failure']} role="alert">
          {invitationText.failed}
        </p>
      )}
      <Button look="primary" isPending={isPending} onPress={() => mutate()}>
        {invitationText.accept}
      </Button>
    </div>
  )
}
