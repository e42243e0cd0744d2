/** Who the command line speaks for. By the environment alone: a flag could be read by all others on the machine. */

const name = 'LECTERN_TOKEN'

export const tokenUsage = `  ${name}  in the environment: your access token, where people sign in`

/** What a server that answers 401 wants. */
export const signInSentence = `the server asks who you are. Put your access token into the environment as ${name}; it may have expired.`

/** The token would travel where others can read it. */
export class UnsafeServer extends Error {}

/**
 * @param server its address
 * @returns what goes with each request to it: nothing without a token
 * @throws {UnsafeServer} plain http to another machine
 */
export function authorizationFor(server: string): Readonly<Record<string, string>> {
  const token = process.env[name]
  if (!token) return {}
  const { protocol, hostname } = new URL(server)
  const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !isThisMachine) {
    throw new UnsafeServer(`${name} is not sent to ${server}: only over https, or on this machine.`)
  }
  return { authorization: `Bearer ${token}` }
}
