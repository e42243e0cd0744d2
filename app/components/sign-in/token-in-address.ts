/** An identity provider's page comes back with `#token=…`: a fragment, which no request carries and no server logs. */

interface AddressBar {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState' | 'state'>
}

/** @returns the token, which is then no longer in the address nor in the browser's history */
export function takeToken({ location, history }: AddressBar): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const token = fragment.get('token')
  if (token === null) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return token === '' ? undefined : token
}
