/** Themes: what a poster, slides and HTML look like. */
export { defaultTheme } from './default.js'
export type { Theme, ThemeColours, ThemeFonts } from './theme.js'
