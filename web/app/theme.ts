import { createTheme, type MantineColorsTuple } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#edf7f5",
  "#d5ece8",
  "#aedbd4",
  "#7fc6bb",
  "#4fb0a3",
  "#2b9788",
  "#187f73",
  "#0f6b61",
  "#0c574f",
  "#094640",
];

const gray: MantineColorsTuple = [
  "#f7f9f8",
  "#f0f3f2",
  "#e5e9e8",
  "#d7dcdb",
  "#c1c8c6",
  "#9ba5a3",
  "#66716f",
  "#4e5856",
  "#343c3a",
  "#1b211f",
];

const dark: MantineColorsTuple = [
  "#dbe0df",
  "#b9c1bf",
  "#9aa4a2",
  "#717b79",
  "#3d4645",
  "#2f3736",
  "#222928",
  "#161b1a",
  "#101514",
  "#0b0f0e",
];

const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", ' +
  '"Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", Arial, sans-serif';
const MONO =
  'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", ' +
  '"Noto Sans Mono CJK SC", monospace';

const QUICK = { transitionProps: { duration: 120 } };

/** Our look. Its CSS variables are written to a file at build: see build/theme-stylesheet.ts. */
export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 7 },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.1875rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.55", lg: "1.6", xl: "1.65" },
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1.1875rem", lineHeight: "1.35" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
      h4: { fontSize: "0.875rem", lineHeight: "1.45" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "0.1875rem", sm: "0.25rem", md: "0.375rem", lg: "0.625rem", xl: "1rem" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  // Plain objects: `Modal.extend` would put every component named here into the first page.
  components: {
    // The lock would inject a style element; ui/styles.css keeps the page still instead.
    Modal: { defaultProps: { lockScroll: false, ...QUICK } },
    Drawer: { defaultProps: { lockScroll: false, ...QUICK } },
    // Opened by the keyboard, a menu begins at its first item, not at an unnamed place before it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, ...QUICK } },
    // A link among words is told from them by more than its colour.
    Anchor: { defaultProps: { underline: "always" } },
    Popover: { defaultProps: QUICK },
    Select: { defaultProps: { comboboxProps: QUICK } },
    Badge: { defaultProps: { tt: "none", fw: 550 } },
    Tooltip: { defaultProps: { openDelay: 300, ...QUICK } },
  },
});
