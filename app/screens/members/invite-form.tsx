import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { Select } from '../../components/select/select.tsx'
import { TextInput } from '../../components/text-input/text-input.tsx'
import { membersText } from '../../text/access.ts'
import css from './members.module.css'
import type { InvitedRole } from './members-api.ts'
import { membersApi } from './use-members.ts'

const offered = (['editor', 'viewer'] as const).map(id => ({ id, label: membersText.inviteRoles[id] }))

/** Makes a link, which its owner sends by whatever way they like. */
export function InviteForm({ courseId }: { readonly courseId: string }) {
  const [role, setRole] = useState<InvitedRole>('editor')
  const {
    data: link,
    isError,
    isPending,
    mutate,
  } = useMutation({
    mutationFn: async () => new URL(await membersApi.invite(courseId, role), location.origin).href,
  })
  return (
    <section className={css['invite']} aria-label={membersText.invite}>
      <h3 className={css['heading']}>{membersText.invite}</h3>
      <div className={css['row']}>
        <Select
          label={membersText.inviteRole}
          value={role}
          options={offered}
          onChange={id => setRole(id === 'viewer' ? 'viewer' : 'editor')}
        />
        <Button look="primary" isPending={isPending} onPress={() => mutate()}>
          {membersText.makeLink}
        </Button>
      </div>
      {isError && (
        <p className={css['failure']} role="alert">
          {membersText.notChanged}
        </p>
      )}
      {link !== undefined && <InvitationLink link={link} />}
    </section>
  )
}

function InvitationLink({ link }: { readonly link: string }) {
  const announce = useAnnounce()
  const [said, setSaid] = useState<string>(membersText.linkHint)
  const say = (sentence: string) => {
    setSaid(sentence)
    announce(sentence)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      say(membersText.copied)
    } catch {
      // Without TLS there is no clipboard, and a browser may refuse it.
      say(membersText.notCopied)
    }
  }
  return (
    <div className={css['row']}>
      <TextInput label={membersText.link} value={link} onChange={() => {}} maxLength={link.length} hint={said} />
      <Button onPress={copy}>{membersText.copy}</Button>
    </div>
  )
}
