// The inside of a child of children.js.

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

export const mark = (mark) => say({ mark })

/** `run(item)` answers the item's row, or throws: then the row has the reason. */
export async function answerItems(items, run) {
  for (const item of items) {
    say({ start: item })
    let row
    try {
      row = await run(item)
    } catch (error) {
      row = { failed: messageOf(error) }
    }
    say({ row: { item, ...row } })
  }
}

/** In one line. */
export function messageOf(error) {
  const text = `${error.code ?? error.name}: ${error.message}${error.received ? ` (${error.received})` : ''}`
  return text.replace(/\s+/g, ' ').slice(0, 400)
}
