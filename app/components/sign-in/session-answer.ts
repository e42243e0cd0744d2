/** What `/api/session` says. */
import * as z from 'zod/mini'

export const userSchema = z.object({ id: z.string(), name: z.string() })

/** No user: this server knows no accounts. */
export const sessionSchema = z.object({ user: z.nullable(userSchema) })

/** Of a refusal. `signInUrl`: the identity provider's page, where one is configured. */
export const signedOutSchema = z.object({ signInUrl: z.exactOptional(z.string()) })

export type SignedInUser = z.infer<typeof userSchema>
