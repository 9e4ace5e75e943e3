/**
 * What the deck does, apart from any window. These functions go into the file as they stand (script.ts), so none of them
 * may use anything from outside of itself.
 */
export type DeckAction =
  | { do: 'go'; to: number }
  | { do: 'type'; digits: string }
  | { do: 'presenter' | 'overview' | 'black' | 'help' | 'fullscreen' | 'pause' | 'reset' | 'close' }

/** What a key does on slide `at` of `count` (from 0); undefined where it does nothing. `digits` were typed before it. */
export function actionOf(key: string, at: number, count: number, digits: string): DeckAction | undefined {
  const go = (to: number): DeckAction => ({ do: 'go', to: Math.max(0, Math.min(count - 1, to)) })
  if (/^[0-9]$/.test(key)) return { do: 'type', digits: (digits + key).slice(-4) }
  if (key === 'Enter' && digits !== '') return go(Number(digits) - 1)
  if (['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter', 'n'].includes(key)) return go(at + 1)
  if (['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'].includes(key)) return go(at - 1)
  if (key === 'Home') return go(0)
  if (key === 'End') return go(count - 1)
  if (key === 'p' || key === 's') return { do: 'presenter' }
  if (key === 'o') return { do: 'overview' }
  if (key === 'b' || key === '.') return { do: 'black' }
  if (key === '?' || key === 'h') return { do: 'help' }
  if (key === 'f') return { do: 'fullscreen' }
  if (key === 't') return { do: 'pause' }
  if (key === 'r') return { do: 'reset' }
  return key === 'Escape' ? { do: 'close' } : undefined
}

export interface Pace {
  /** `4:05`. */
  elapsed: string
  /** What is left of the slide's budget, `-0:10` where it is used up. */
  left: string
  /** Of the whole talk: behind the plan where the budgets of the slides before and this one are used up. */
  tone: 'good' | 'soon' | 'late'
}

/** `startSeconds` is when the slide should begin, `budget` how long it may take; both from the time table. */
export function paceOf(elapsedSeconds: number, startSeconds: number, budget: number): Pace {
  const shown = (seconds: number) => {
    const whole = Math.abs(Math.trunc(seconds))
    return `${seconds <= -1 ? '-' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
  }
  const left = startSeconds + budget - elapsedSeconds
  return { elapsed: shown(elapsedSeconds), left: shown(left), tone: left < 0 ? 'late' : left < Math.min(15, budget / 4) ? 'soon' : 'good' }
}

/** `right` to `left` is forward; undefined for a tap or a scroll. */
export function swipeOf(dx: number, dy: number): 'next' | 'previous' | undefined {
  if (Math.abs(dx) < 40 || Math.abs(dx) < 1.5 * Math.abs(dy)) return undefined
  return dx < 0 ? 'next' : 'previous'
}
