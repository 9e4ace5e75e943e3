/**
 * Themes: the colours and fonts of a poster, slides and HTML.
 *
 * In: a name. Out: a `Theme`, checked: colours are `#RRGGBB`, every text has a contrast of 4.5 or more to what it stands on.
 * Errors: REPORT_THEME_UNKNOWN (with the names that there are), REPORT_THEME (each place that is wrong).
 */
export { checkTheme } from './check.js'
export { defaultTheme } from './default.js'
export { figureColour } from './figure-colour.js'
export { builtInThemes, themeOf } from './find.js'
export type { Theme, ThemeColours, ThemeFonts } from './theme.js'
