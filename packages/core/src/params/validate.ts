/** Parameters against their Standard Schema. */
import { PhdError } from '../errors.js'
import type { Schema } from '../kinds.js'

/** The parsed parameters, defaults filled in; PARAMS_INVALID names every parameter that is wrong. */
export async function validate<P>(schema: Schema<P>, params: unknown): Promise<P> {
  const outcome = await schema['~standard'].validate(params)
  if (!outcome.issues) return outcome.value
  const issues = outcome.issues.map(({ path, message }) => {
    const name = (path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.')
    return name ? `${name}: ${message}` : message
  })
  throw new PhdError('PARAMS_INVALID', `The parameters are not right: ${issues.join('; ')}.`, {
    received: JSON.stringify(params),
    remedy: 'run the command with --help to see what each parameter takes',
    usage: true,
  })
}
